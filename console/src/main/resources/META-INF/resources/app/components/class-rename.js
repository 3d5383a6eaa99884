/** Renames a class in all images: says what it would change, asks, and tells how far it is. */
import { html, nothing } from 'lit';
import { api } from '../api.js';
import { notify, notifyFailure } from '../notify.js';
import { texts } from '../texts/images.js';
import { ask } from './dialog.js';

const RENAME = '/api/ingest/v1/classes/rename';
const EVERY = 500;
const { rename: words } = texts;

/**
 * @param {string} from the class
 * @param {string[]} classes names to offer
 * @param {{signal: AbortSignal, onProgress: (text: string | undefined) => void}} options signal: the page is left; the
 *     rename goes on
 * @returns {Promise<boolean>} whether something was renamed
 */
export async function renameClass(from, classes, options) {
  const to = await askName(from, classes);
  return to ? renameTo(from, to, options) : false;
}

/**
 * The same with a name that is known.
 *
 * @param {string} from the class
 * @param {string} to its new name
 * @param {{signal: AbortSignal, onProgress: (text: string | undefined) => void}} options as of `renameClass`
 * @returns {Promise<boolean>} whether something was renamed
 */
export async function renameTo(from, to, { signal, onProgress }) {
  try {
    if (!(await confirmed(from, to))) {
      return false;
    }
    let rename = await api.post(RENAME, { from, to });
    while (rename.state === 'RUNNING' && !signal.aborted) {
      onProgress(words.running(to, rename.images, rename.total));
      await new Promise((resolve) => setTimeout(resolve, EVERY));
      rename = await api.get(`/api/ingest/v1/classes/renames/${encodeURIComponent(rename.id)}`, { signal });
    }
    notify(rename.failed > 0 ? words.failed(to, texts.failed(rename.failed)) : words.done(to), rename.failed > 0 ? 'bad' : 'good');
    return true;
  } catch (failure) {
    notifyFailure(failure);
    return false;
  } finally {
    onProgress(undefined);
  }
}

async function askName(from, classes) {
  const content = html`<div class="field">
    <label class="field__label" for="rename-to">${words.to}</label>
    <input class="input" id="rename-to" name="to" required pattern=".*\\S.*" autocomplete="off" list="rename-classes" />
    <datalist id="rename-classes">${classes.filter((name) => name !== from).map((name) => html`<option value=${name}></option>`)}</datalist>
  </div>`;
  const answer = await ask({ title: words.title(from), content, confirm: words.preview });
  const to = answer?.to.trim();
  return to && to !== from ? to : undefined;
}

async function confirmed(from, to) {
  const { images, boxes, mergedInto } = await api.post(RENAME, { from, to, dryRun: true });
  const content = html`<p>${words.what(images, boxes)}</p>
    ${mergedInto ? html`<p class="notice notice--warning">${words.merges(to, mergedInto.boxes)}</p>` : nothing}`;
  return (await ask({ title: words.title(from), content, confirm: words.confirm, danger: Boolean(mergedInto) })) !== undefined;
}

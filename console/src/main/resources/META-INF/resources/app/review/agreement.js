/** Asks before what cannot be taken back, and tells what became of a decision. */
import { html } from 'lit';
import { ask } from '../components/dialog.js';
import { notify, notifyFailure } from '../notify.js';
import { texts } from '../texts/review.js';

/**
 * Whether a person agrees to dismiss entries: what leaves the quarantine is gone, and `everything` is much.
 *
 * @param {string} queue
 * @param {number | undefined} count
 * @param {{everything?: boolean}} [options]
 * @returns {Promise<boolean>}
 */
export async function agreedToDismiss(queue, count, { everything = false } = {}) {
  if (queue !== 'quarantine' && !everything) {
    return true;
  }
  const { title, text, confirm } = texts.dismissing;
  return (await ask({ title: title(count), content: html`<p>${text[queue]}</p>`, confirm, danger: true })) !== undefined;
}

/**
 * @param {string} action
 * @param {import('./decisions.js').Decision} decision
 */
export function tellDecision(action, { done, gone, failed, failure }) {
  if (done.length > 0) {
    notify(texts.done[action](done.length), 'good');
  }
  if (gone.length > 0) {
    notify(texts.gone(gone.length));
  }
  if (failed.length > 0) {
    notify(texts.failed[action](failed.length, failed[0].message), 'bad');
  }
  if (failure) {
    notifyFailure(failure);
  }
}

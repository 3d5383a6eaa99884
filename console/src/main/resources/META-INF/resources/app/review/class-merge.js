/** Two classes that are probably the same: one of the names stays. Tells `done` when they are merged. */
import { html, nothing } from 'lit';
import { api } from '../api.js';
import { Component } from '../component.js';
import { ask } from '../components/dialog.js';
import { notify, notifyFailure } from '../notify.js';
import { session } from '../session.js';
import { texts } from '../texts/review-editor.js';
import { ingestAddress } from './entries.js';

const AGAIN_AFTER = 700;

class ClassMerge extends Component {
  static properties = {
    classes: { attribute: false },
    rename: { state: true },
  };

  #signal = null;

  connectedCallback() {
    super.connectedCallback();
    this.#signal = this.leaving();
  }

  render() {
    const [first, second] = this.classes;
    return html`<div class="card stack">
      <p>${texts.merge.text}</p>
      <div class="row">${this.#choice(first, second)} ${this.#choice(second, first)}</div>
      <p class="muted small" role="status">${this.rename ? texts.merge.progress(this.rename.images, this.rename.total) : nothing}</p>
    </div>`;
  }

  #choice(keep, drop) {
    return html`<button class="button" ?disabled=${this.rename || !session.may('label')} @click=${() => this.#merge(drop, keep)}>
      ${texts.merge.keep(keep)}
    </button>`;
  }

  async #merge(from, to) {
    try {
      const { images, boxes } = await api.post(ingestAddress(['classes', 'rename']), { from, to, dryRun: true });
      const content = html`<p>${texts.merge.preview(images, boxes, from, to)}</p>`;
      if ((await ask({ title: texts.merge.title, content, confirm: texts.merge.confirm, danger: true })) === undefined) {
        return;
      }
      this.rename = await api.post(ingestAddress(['classes', 'rename']), { from, to });
      while (this.rename.state === 'RUNNING') {
        await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
        this.rename = await api.get(ingestAddress(['classes', 'renames', this.rename.id]), { signal: this.#signal });
      }
      notify(texts.merge.done(to), 'good');
      this.dispatchEvent(new Event('done'));
    } catch (failure) {
      this.rename = undefined;
      notifyFailure(failure);
    }
  }
}

customElements.define('bx-class-merge', ClassMerge);

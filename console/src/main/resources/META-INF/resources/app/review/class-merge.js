/** Two classes that are probably the same: one of the names stays. Tells `done` when they are merged. */
import { html, nothing } from 'lit';
import { Component } from '../component.js';
import { renameTo } from '../components/class-rename.js';
import { session } from '../session.js';
import { texts } from '../texts/review-editor.js';

class ClassMerge extends Component {
  static properties = {
    classes: { attribute: false },
    progress: { state: true },
    busy: { state: true },
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
      <p class="muted small" role="status">${this.progress ?? nothing}</p>
    </div>`;
  }

  #choice(keep, drop) {
    return html`<button class="button" ?disabled=${this.busy || !session.may('label')} @click=${() => this.#merge(drop, keep)}>
      ${texts.merge.keep(keep)}
    </button>`;
  }

  async #merge(from, to) {
    this.busy = true;
    const onProgress = (text) => {
      this.progress = text;
    };
    if (await renameTo(from, to, { signal: this.#signal, onProgress })) {
      this.dispatchEvent(new Event('done'));
    }
    this.busy = false;
  }
}

customElements.define('bx-class-merge', ClassMerge);

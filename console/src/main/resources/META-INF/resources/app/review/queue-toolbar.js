/**
 * What can be done with the entries of a list. Tells `select` ({what}: all, everything or none), `act` ({action}) and
 * `reload`.
 */
import { html, nothing } from 'lit';
import { Component } from '../component.js';
import { session } from '../session.js';
import { texts } from '../texts/review.js';

class QueueToolbar extends Component {
  static properties = {
    actions: { attribute: false },
    selected: { type: Number },
    everything: { type: Boolean },
    offered: { type: Boolean },
    total: { type: Number },
    progress: { attribute: false },
    changed: { type: Boolean },
  };

  render() {
    const { actions, progress } = this;
    return html`<div class="review__bar row" role="toolbar" aria-label=${texts.toolbar}>
      ${this.#selecting()}
      ${actions.map(
        (action) =>
          html`<button class="button button--small" ?disabled=${!session.may('label') || progress} @click=${() => this.#tell('act', { action })}>
            ${texts.actions[action]}
          </button>`,
      )}
      <span class="muted small" role="status">${this.#state()}</span>
      ${this.changed
        ? html`<span class="review__changed small">${texts.list.changed}</span>
            <button class="button button--small" @click=${() => this.#tell('reload')}>${texts.list.reload}</button>`
        : nothing}
    </div>`;
  }

  #selecting() {
    if (this.selected === 0 && !this.everything) {
      return this.#button('all', texts.actions.selectAll);
    }
    return html`${this.#button('none', texts.actions.clear)}
    ${this.offered && !this.everything ? this.#button('everything', texts.actions.everything(this.total)) : nothing}`;
  }

  #button(what, text) {
    return html`<button class="button button--small" @click=${() => this.#tell('select', { what })}>${text}</button>`;
  }

  #state() {
    if (this.progress) {
      return texts.working(this.progress.done, this.progress.total);
    }
    if (this.everything) {
      return texts.everything(this.total);
    }
    return this.selected > 0 ? texts.selected(this.selected) : '';
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

customElements.define('bx-queue-toolbar', QueueToolbar);

/**
 * Says that an entry has gone while its boxes were drawn: `kind` is removed, dismissed or gone. Tells `keep` ({mine}).
 */
import { html } from 'lit';
import { Component } from '../component.js';
import { texts } from '../texts/review-editor.js';

class EntryConflict extends Component {
  static properties = {
    kind: {},
    busy: { type: Boolean },
  };

  firstUpdated() {
    this.querySelector('h2').focus();
  }

  render() {
    const words = texts.conflict;
    return html`<section class="notice notice--warning stack stack--tight" role="alert" aria-labelledby="conflict-heading">
      <h2 id="conflict-heading" tabindex="-1">${words.heading}</h2>
      <p>${words.kinds[this.kind]} ${words.kept}</p>
      <div class="row">
        <button class="button button--primary" ?disabled=${this.busy} @click=${() => this.#keep(true)}>${words.sendMine}</button>
        <button class="button" ?disabled=${this.busy} @click=${() => this.#keep(false)}>${words.keepTheirs}</button>
      </div>
      <p class="muted small">${words.history}</p>
    </section>`;
  }

  #keep(mine) {
    this.dispatchEvent(new CustomEvent('keep', { detail: { mine } }));
  }
}

customElements.define('bx-entry-conflict', EntryConflict);

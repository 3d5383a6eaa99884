/**
 * Says that someone else was faster, and shows both sets of labels. `conflict` is {kind, other}, `mine` the image with
 * the boxes that were drawn. Tells `keep` ({whose}: mine or theirs).
 */
import { html, nothing } from 'lit';
import '../components/boxes.js';
import { Component } from '../component.js';
import { texts } from '../texts/review-editor.js';

class EntryConflict extends Component {
  static properties = {
    conflict: { attribute: false },
    mine: { attribute: false },
    busy: { type: Boolean },
  };

  firstUpdated() {
    this.querySelector('h2').focus();
  }

  render() {
    const { kind, other } = this.conflict;
    const words = texts.conflict;
    return html`<section class="notice notice--warning conflict" role="alert" aria-labelledby="conflict-heading">
      <h2 id="conflict-heading" tabindex="-1">${words.heading}</h2>
      <p>${words.kinds[kind]} ${words.kept}</p>
      <div class="conflict__pair">
        ${other ? this.#side(words.theirs, { ...other, src: other.preview }) : nothing} ${this.mine.src ? this.#side(words.mine, this.mine) : nothing}
      </div>
      <div class="row">
        <button class="button button--primary" ?disabled=${this.busy} @click=${() => this.#keep('mine')}>
          ${other ? words.saveMine : words.sendMine}
        </button>
        <button class="button" ?disabled=${this.busy} @click=${() => this.#keep('theirs')}>${words.keepTheirs}</button>
      </div>
      <p class="muted small">${words.history}</p>
    </section>`;
  }

  #side(name, { src, width, height, boxes }) {
    return html`<figure class="conflict__side">
      <figcaption>${name} · ${texts.boxes(boxes.length)}</figcaption>
      <bx-boxes .src=${src} .alt=${name} .width=${width} .height=${height} .boxes=${boxes}></bx-boxes>
    </figure>`;
  }

  #keep(whose) {
    this.dispatchEvent(new CustomEvent('keep', { detail: { whose } }));
  }
}

customElements.define('bx-entry-conflict', EntryConflict);

/**
 * Two versions of the labels of an image, to choose from box by box. `comparison` is one of `compareVersions`; `image`
 * has src, width and height; `mine` and `theirs` are the boxes, `caller` who saved theirs. Events: `save` and `edit`
 * (detail `{boxes}`). The difference that the pointer or the focus is on is shown alone.
 */
import { html, nothing } from 'lit';
import { Component } from '../component.js';
import { choose, mergedBoxes } from '../labels/label-merge.js';
import { texts } from '../texts/image.js';
import './boxes.js';

const { conflict: words } = texts;

class LabelConflict extends Component {
  static properties = {
    comparison: { attribute: false },
    image: { attribute: false },
    mine: { attribute: false },
    theirs: { attribute: false },
    caller: {},
    busy: { type: Boolean },
    looked: { state: true },
  };

  firstUpdated() {
    this.querySelector('h2').focus();
  }

  render() {
    const { agreed, differences } = this.comparison;
    const result = mergedBoxes(this.comparison);
    return html`<section class="card stack" aria-labelledby="conflict-title">
      <h2 id="conflict-title" tabindex="-1">${words.title}</h2>
      <p>${words.lead(this.caller)}</p>
      <div class="label-conflict__versions">
        ${this.#version(words.mine, this.mine, this.#looked('mine'))} ${this.#version(words.theirs, this.theirs, this.#looked('theirs'))}
        ${this.#version(words.result, result, this.#looked())}
      </div>
      <div class="row">
        <button class="button button--small" @click=${() => this.#choose('mine')}>${words.allMine}</button>
        <button class="button button--small" @click=${() => this.#choose('theirs')}>${words.allTheirs}</button>
        <span class="muted small">${words.agreed(agreed.length)}</span>
      </div>
      <ul class="label-conflict__differences">
        ${differences.map((difference, index) => html`<li>${this.#difference(difference, index)}</li>`)}
      </ul>
      <div class="row row--end">
        <button class="button" ?disabled=${this.busy} @click=${() => this.#tell('edit', result)}>${words.edit}</button>
        <button class="button button--primary" ?disabled=${this.busy} @click=${() => this.#tell('save', result)}>${words.save}</button>
      </div>
    </section>`;
  }

  /** Of the difference that the pointer or the focus is on, the boxes of a version; nothing if it is on none. */
  #looked(choice) {
    const difference = this.comparison.differences[this.looked];
    return difference && mergedBoxes({ agreed: [], differences: [choice ? { ...difference, choice } : difference] });
  }

  #version(name, boxes, looked) {
    const { src, width, height } = this.image;
    return html`<figure class="stack stack--tight">
      <figcaption class="row row--apart"><strong>${name}</strong><span class="muted small">${texts.boxes(boxes.length)}</span></figcaption>
      <bx-boxes .src=${src} .width=${width} .height=${height} .boxes=${looked ?? boxes} .alt=${name}></bx-boxes>
    </figure>`;
  }

  #difference(difference, index) {
    const { mine, theirs, choice, contradiction } = difference;
    const option = (value, label, box) =>
      html`<label class="check">
        <input type="radio" name="difference-${index}" .checked=${choice === value} @change=${() => this.#choose(value, index)} />
        <span><strong>${label}</strong>${box === undefined ? nothing : html`: ${box ? words.box(box) : words.absent}`}</span>
      </label>`;
    const look = (at) => () => (this.looked = at);
    return html`<fieldset
      class="label-conflict__difference"
      @pointerenter=${look(index)}
      @pointerleave=${look(undefined)}
      @focusin=${look(index)}
      @focusout=${look(undefined)}
    >
      <legend>
        ${words.differenceOf(difference)} ${contradiction ? html`<span class="badge badge--warning">${words.contradiction}</span>` : nothing}
      </legend>
      ${option('mine', words.mine, mine ?? null)} ${option('theirs', words.theirs, theirs ?? null)}
      ${mine && theirs ? option('both', words.both) : nothing}
    </fieldset>`;
  }

  #choose(choice, index) {
    this.comparison = choose(this.comparison, choice, index);
  }

  #tell(type, boxes) {
    this.dispatchEvent(new CustomEvent(type, { detail: { boxes } }));
  }
}

customElements.define('bx-label-conflict', LabelConflict);

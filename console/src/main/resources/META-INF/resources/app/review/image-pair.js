/** Two images that look nearly the same, side by side. Tells `done` when one of them was removed. */
import { html } from 'lit';
import { ApiError } from '../api.js';
import { caller } from '../caller.js';
import { Component } from '../component.js';
import '../components/boxes.js';
import { ask } from '../components/dialog.js';
import { shortId } from '../format.js';
import { removeImage } from '../images/image-service.js';
import { notify, notifyFailure } from '../notify.js';
import { session } from '../session.js';
import { texts } from '../texts/review-editor.js';
import { countedBoxes, texts as shared } from '../texts/review.js';

class ImagePair extends Component {
  static properties = {
    images: { attribute: false },
    busy: { state: true },
  };

  render() {
    return html`<div class="image-pair">${this.images.map((image) => this.#image(image))}</div>`;
  }

  #image(image) {
    const { id, src, width, height, boxes, split, source } = image;
    return html`<section class="card stack stack--tight" aria-label=${shared.detail.imageOf(shortId(id))}>
      <bx-boxes .src=${src} .alt=${shared.detail.imageOf(shortId(id))} .width=${width} .height=${height} .boxes=${boxes}></bx-boxes>
      <dl class="facts">
        <dt>${shared.detail.split}</dt>
        <dd>${shared.filters.splits[split] ?? split}</dd>
        <dt>${shared.detail.source}</dt>
        <dd>${source.name} (${source.kind})</dd>
        <dt>${shared.detail.labels}</dt>
        <dd>${boxes.length > 0 ? countedBoxes(boxes) : texts.boxes(0)}</dd>
        <dt>${texts.pair.size}</dt>
        <dd>${texts.pair.pixels(width, height)}</dd>
      </dl>
      <div class="row">
        <button class="button button--danger" ?disabled=${this.busy || !session.may('label')} @click=${() => this.#remove(image)}>
          ${texts.pair.remove}
        </button>
        <a class="button" href="/images/${encodeURIComponent(id)}">${texts.pair.open}</a>
      </div>
    </section>`;
  }

  async #remove({ id, version, split }) {
    const { removeTitle: title, removeText, removeConfirm: confirm } = texts.pair;
    const content = html`<p>${removeText(shared.filters.splits[split] ?? split)}</p>`;
    if ((await ask({ title, content, confirm, danger: true })) === undefined) {
      return;
    }
    this.busy = true;
    try {
      await removeImage(id, version, caller());
      notify(texts.pair.removed, 'good');
      this.dispatchEvent(new Event('done'));
    } catch (failure) {
      const stale = failure instanceof ApiError && failure.status === 412;
      notifyFailure(stale ? new Error(texts.pair.stale) : failure);
      this.dispatchEvent(new Event('stale'));
    }
    this.busy = false;
  }
}

customElements.define('bx-image-pair', ImagePair);

/**
 * An image with its labels, and with what the promoted model sees in it. `image` is one of ingest-service, `boxes` the
 * labels to show.
 */
import { html, nothing } from 'lit';
import { Component, styles } from '../component.js';
import { filePath } from '../images/image-lists.js';
import { detect, readFile } from '../images/image-service.js';
import { session } from '../session.js';
import { texts } from '../texts/image.js';
import './boxes.js';

const LOWEST = 0.05;
const { image: words } = texts;

class ChampionView extends Component {
  static properties = {
    image: { attribute: false },
    boxes: { attribute: false },
    labels: { state: true },
    champion: { state: true },
    threshold: { state: true },
    detection: { state: true },
    refusal: { state: true },
  };

  #left;

  constructor() {
    super();
    Object.assign(this, { labels: true, champion: false, threshold: 0.5, refusal: '' });
  }

  connectedCallback() {
    super.connectedCallback();
    this.#left = this.leaving();
  }

  async #toggleChampion() {
    this.champion = !this.champion;
    if (!this.champion || this.detection) {
      return;
    }
    this.refusal = words.detecting;
    try {
      this.detection = await detect(await readFile(this.image.id, this.#left), LOWEST, this.#left);
      this.refusal = '';
    } catch (failure) {
      this.refusal = failure.code === 'no-model' ? words.noModel : failure.message;
    }
  }

  render() {
    const { id, width, height, source } = this.image;
    return html`<div class="stack stack--tight">
      <div class="row">
        <button class="button button--small" aria-pressed=${this.labels} @click=${() => (this.labels = !this.labels)}>${words.labels}</button>
        ${session.may('detect')
          ? html`<button class="button button--small" aria-pressed=${this.champion} @click=${this.#toggleChampion}>${words.champion}</button>`
          : nothing}
        ${this.champion ? this.#threshold() : nothing}
      </div>
      <div class="image-page__frame" ${styles({ '--shape': String(width / height) })}>
        <bx-boxes
          .src=${filePath(id)}
          .width=${width}
          .height=${height}
          .alt=${words.alt(source.name)}
          loading="eager"
          .boxes=${[...(this.labels ? this.boxes : []), ...this.#detected()]}
        ></bx-boxes>
      </div>
      <p class="image-page__found muted small" role="status">${this.champion ? this.#found() : ''}</p>
    </div>`;
  }

  #threshold() {
    return html`<label class="image-page__threshold small">
      <span>${words.threshold}</span>
      <input
        type="range"
        min=${LOWEST}
        max="1"
        step="0.01"
        .value=${String(this.threshold)}
        @input=${(event) => (this.threshold = event.target.valueAsNumber)}
      />
      <output>${words.score(this.threshold)}</output>
    </label>`;
  }

  #detected() {
    const boxes = this.champion ? (this.detection?.boxes ?? []) : [];
    return boxes.filter(({ score }) => score >= this.threshold).map((box) => ({ ...box, dashed: true }));
  }

  #found() {
    if (!this.detection || this.refusal) {
      return this.refusal;
    }
    const { boxes, timings, model } = this.detection;
    return words.found(this.#detected().length, boxes.length, timings.totalMillis, model.generation);
  }
}

customElements.define('bx-champion-view', ChampionView);

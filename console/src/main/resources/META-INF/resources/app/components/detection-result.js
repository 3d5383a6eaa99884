/**
 * The boxes of an answer over their image, filtered by a threshold here. `image` is `{src, name, viewable, labels}`,
 * `answer` inference's, `model` what it serves, `wall` the milliseconds until the answer was here. Event `wrong`:
 * `{threshold}`.
 */
import { html, nothing } from 'lit';
import { Component, styles } from '../component.js';
import { percent } from '../format.js';
import { LOWEST, reaching } from '../detection/detections.js';
import { session } from '../session.js';
import { texts as all } from '../texts/try.js';
import './boxes.js';

const texts = all.result;
const NONE = { overall: 0.05, perClass: {} };

class DetectionResult extends Component {
  static properties = {
    image: { attribute: false },
    answer: { attribute: false },
    model: { attribute: false },
    wall: { attribute: false },
    chosen: { state: true },
    labels: { state: true },
  };

  constructor() {
    super();
    this.chosen = undefined;
    this.labels = false;
  }

  /** What decides: the slider, once it was moved, else the thresholds that requests get. */
  get #threshold() {
    return this.chosen ?? this.model?.threshold ?? NONE;
  }

  render() {
    const { boxes, image } = this.answer;
    const shown = reaching(boxes, this.#threshold);
    return html`
      <div class="try__image">
        <bx-boxes
          ${styles({ '--aspect': image.width / image.height })}
          .src=${this.image.src}
          .alt=${texts.alt(this.image.name, shown.map(({ label }) => label))}
          .width=${image.width}
          .height=${image.height}
          .boxes=${[...(this.labels ? this.image.labels.map((box) => ({ ...box, dashed: true })) : []), ...shown]}
        ></bx-boxes>
        ${this.image.viewable ? nothing : html`<p class="notice notice--warning">${texts.notViewable}</p>`}
      </div>
      <div class="stack">
        ${this.#slider(shown.length, boxes.length)} ${this.#table(shown)} ${this.#facts()}
        ${session.may('label')
          ? html`<div><button class="button" @click=${this.#wrong}>${all.wrong.open}</button></div>`
          : nothing}
      </div>
    `;
  }

  #slider(shown, count) {
    const served = this.model?.threshold ?? NONE;
    const value = this.chosen ?? served.overall;
    return html`<div class="field">
      <div class="row row--apart">
        <label class="field__label" for="threshold">
          ${texts.threshold}: ${texts.value(value)} ${this.chosen === undefined ? texts.served : nothing}
        </label>
        <button class="button button--small" ?disabled=${this.chosen === undefined} @click=${() => (this.chosen = undefined)}>
          ${texts.asServed}
        </button>
      </div>
      <input
        id="threshold"
        type="range"
        min=${LOWEST}
        max="1"
        step="0.01"
        .value=${String(value)}
        @input=${(event) => (this.chosen = Number(event.target.value))}
      />
      <p class="muted small" aria-live="polite">${texts.count(shown, count)}</p>
      ${this.image.labels?.length > 0
        ? html`<label class="check">
            <input type="checkbox" .checked=${this.labels} @change=${(event) => (this.labels = event.target.checked)} />
            ${texts.labels}
          </label>`
        : nothing}
    </div>`;
  }

  #table(shown) {
    if (shown.length === 0) {
      return html`<bx-state kind="empty" .heading=${texts.nothing} .text=${texts.nothingText}></bx-state>`;
    }
    const names = texts.columns;
    return html`<div class="table-frame try__table" tabindex="0" role="group" aria-label=${texts.title}>
      <table class="table">
        <thead>
          <tr>
            <th>${names.label}</th>
            <th class="number">${names.score}</th>
            <th class="number">${names.box}</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            (box) => html`<tr>
              <td class="breakable">${box.label}</td>
              <td class="number">${percent(box.score)}</td>
              <td class="number">${texts.box(box)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #facts() {
    const { model, timings, image } = this.answer;
    return html`<dl class="facts">
      <dt>${texts.timings}</dt>
      <dd>
        <strong>${texts.total(timings.totalMillis)}</strong>
        <div class="muted small">${texts.parts(timings, this.wall)}</div>
      </dd>
      <dt>${texts.model}</dt>
      <dd class="breakable">
        ${texts.generation(model.name, model.generation)}
        <div class="small"><a href="/models/${model.checkpointId}">${model.checkpointId}</a></div>
      </dd>
      <dt>${texts.size}</dt>
      <dd class="breakable">${this.image.name}<div class="muted small">${texts.sizeText(image.width, image.height)}</div></dd>
    </dl>`;
  }

  #wrong() {
    this.dispatchEvent(new CustomEvent('wrong', { detail: { threshold: this.#threshold } }));
  }
}

customElements.define('bx-detection-result', DetectionResult);

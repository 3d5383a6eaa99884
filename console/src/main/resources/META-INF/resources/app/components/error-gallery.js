/**
 * False and missed boxes on their images, the champion's beside them. `images` are those of the report, `filters` the
 * query's; `refilter` is called with changed filters, `championBoxes` tells the champion's boxes on an image.
 */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Component } from '../component.js';
import { percent } from '../format.js';
import { boxesOf, classesWithErrors, gallery } from '../models/errors.js';
import { texts as all } from '../texts/models.js';
import './boxes.js';
import './state.js';

const texts = all.checkpoint;
const COLOURS = { false: '#ff8787', missed: '#ffd166', correct: '#80ed99' };

class ErrorGallery extends Component {
  static properties = {
    images: { attribute: false },
    filters: { attribute: false },
    refilter: { attribute: false },
    championImages: { attribute: false },
    correct: { state: true },
  };

  constructor() {
    super();
    this.correct = false;
  }

  render() {
    const shown = gallery(this.images, this.filters);
    return html`<section class="stack" aria-labelledby="errors">
      <h2 id="errors">${texts.errors}</h2>
      <p class="muted">${texts.errorsHint}</p>
      ${this.images.length > 0 ? this.#filters() : nothing}
      ${shown.length === 0
        ? html`<bx-state kind="empty" .heading=${texts.noErrors} .text=${texts.noErrorsText}></bx-state>`
        : html`<ul class="errors">
            ${repeat(shown, ({ image }) => image.id, (entry) => this.#entry(entry))}
          </ul>`}
    </section>`;
  }

  #filters() {
    const { kind, label, size, minimumScore } = this.filters;
    const classes = classesWithErrors(this.images);
    return html`<div class="errors__filters">
      ${this.#select('kind', texts.kind, kind, Object.entries(texts.kinds))}
      ${this.#select('class', texts.class, label, [['', texts.allClasses], ...classes.map((name) => [name, name])])}
      ${this.#select('size', texts.size, size, [['', texts.anySize], ...Object.entries(texts.sizeShort)])}
      <label class="field">
        <span class="field__label">${texts.minimumScore} ${percent(minimumScore || 0, 0)}</span>
        <input
          type="range"
          min="0"
          max="1"
          step="0.05"
          .value=${String(minimumScore || 0)}
          @change=${(event) => this.refilter({ score: Number(event.target.value) || '' })}
        />
      </label>
      <label class="check">
        <input type="checkbox" .checked=${this.correct} @change=${(event) => (this.correct = event.target.checked)} />
        ${texts.alsoCorrect}
      </label>
    </div>`;
  }

  #select(name, label, chosen, options) {
    return html`<label class="field">
      <span class="field__label">${label}</span>
      <select class="select" @change=${(event) => this.refilter({ [name]: event.target.value })}>
        ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === (chosen ?? '')}>${text}</option>`)}
      </select>
    </label>`;
  }

  #entry({ image, errors }) {
    const correct = this.correct ? boxesOf(image).filter(({ kind }) => kind === 'correct') : [];
    const champion = this.championImages?.get(image.id);
    return html`<li class="card stack stack--tight">
      <div class="row row--apart">
        <h3>${texts.counts(image.falseBoxes, image.missedBoxes)}</h3>
        <a href="/images/${image.id}/edit">${texts.edit}</a>
      </div>
      <div class="errors__pair">
        ${this.#picture(image, [...correct, ...errors], texts.this)}
        ${this.championImages === undefined
          ? nothing
          : champion
            ? this.#picture(image, boxesOf(champion).filter(({ kind }) => this.correct || kind !== 'correct'), texts.champion)
            : html`<p class="muted errors__nothing">${texts.championAway}</p>`}
      </div>
    </li>`;
  }

  #picture(image, boxes, name) {
    return html`<figure class="stack stack--tight">
      <bx-boxes
        .src=${`/api/ingest/v1/images/${image.id}/file`}
        .alt=${texts.image(image.id)}
        .width=${image.width}
        .height=${image.height}
        .boxes=${boxes.map(drawn)}
      ></bx-boxes>
      <figcaption class="muted small">${name}: ${boxes.map(words).join(', ') || all.unknown}</figcaption>
    </figure>`;
  }
}

/** An error as it is drawn. */
const drawn = (each) => ({ ...each.box, text: words(each), colour: COLOURS[each.kind], dashed: each.kind === 'missed' });

function words({ kind, box }) {
  if (kind === 'missed') {
    return texts.missedBox(box.label);
  }
  return kind === 'false' ? texts.falseBox(box.label, box.score) : texts.correctBox(box.label, box.score);
}

customElements.define('bx-error-gallery', ErrorGallery);

/**
 * False and missed boxes on their images, the champion's beside them. `labels` are the classes, `report` where the
 * checkpoint fails, `query` the page's with the filters.
 */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Component } from '../component.js';
import { boxesOf, filters, lets, ofReport } from '../models/errors.js';
import { errors } from '../models/services.js';
import { notifyFailure } from '../notify.js';
import { Resource, shown } from '../resource.js';
import { replaceQuery } from '../router.js';
import { texts as all } from '../texts/models.js';
import './boxes.js';

const texts = all.checkpoint;
const COLOURS = { false: '#ff8787', missed: '#ffd166', correct: '#80ed99' };

class ErrorGallery extends Component {
  static properties = {
    checkpoint: {},
    labels: { attribute: false },
    report: { attribute: false },
    query: { attribute: false },
    correct: { state: true },
    rest: { state: true },
    next: { state: true },
  };

  #page = new Resource(this, (signal) => this.#load(signal));
  #filters = '';

  constructor() {
    super();
    this.correct = false;
    this.rest = [];
  }

  connectedCallback() {
    this.#filters = JSON.stringify(filters(this.query));
    super.connectedCallback();
  }

  willUpdate() {
    const chosen = JSON.stringify(filters(this.query));
    if (chosen !== this.#filters) {
      this.#filters = chosen;
      this.rest = [];
      this.#page.reload({ anew: true });
    }
  }

  async #load(signal) {
    try {
      return await errors(this.checkpoint, filters(this.query), { signal });
    } catch (failure) {
      if (failure.status === 404) {
        return { ...ofReport(this.report, filters(this.query)), old: true };
      }
      throw failure;
    }
  }

  render() {
    return html`<section class="stack" aria-labelledby="errors">
      <h2 id="errors">${texts.errors}</h2>
      <p class="muted">${texts.errorsHint}</p>
      ${this.#choices()} ${shown(this.#page, (page) => this.#images(page))}
    </section>`;
  }

  #choices() {
    const { kind, label, size, from, to, side } = filters(this.query);
    return html`<div class="errors__filters">
      ${select('kind', texts.kind, kind, Object.entries(texts.kinds))}
      ${select('class', texts.class, label, [['', texts.allClasses], ...this.labels.map((name) => [name, name])])}
      ${select('size', texts.size, size, [['', texts.anySize], ...Object.entries(texts.sizeShort)])}
      ${select('side', texts.side, side, Object.entries(texts.sides))} ${range('from', texts.from(from), from, 0)}
      ${range('to', texts.to(to), to, 1)}
      <label class="check">
        <input type="checkbox" .checked=${this.correct} @change=${(event) => (this.correct = event.target.checked)} />
        ${texts.alsoCorrect}
      </label>
    </div>`;
  }

  #images(page) {
    const items = [...page.items, ...this.rest];
    const after = this.rest.length > 0 ? this.next : page.next;
    if (items.length === 0) {
      return html`<bx-state kind="empty" .heading=${texts.noErrors} .text=${texts.noErrorsText}></bx-state>`;
    }
    const beside = page.championDetails === 'available';
    return html`
      <p class="muted small" role="status">
        ${texts.total(page.total)}. ${page.old ? texts.oldErrors : texts.championDetails[page.championDetails] ?? ''}
      </p>
      <ul class="errors ${beside ? 'errors--pairs' : ''}">
        ${repeat(items, ({ id }) => id, (image) => this.#image(image, beside))}
      </ul>
      ${after ? html`<div><button class="button" @click=${() => this.#more(after)}>${texts.moreErrors}</button></div>` : nothing}
    `;
  }

  #image(image, beside) {
    return html`<li class="card stack stack--tight">
      <div class="errors__pair">
        ${this.#found(image, image.checkpoint, texts.this)} ${beside ? this.#found(image, image.champion, texts.champion) : nothing}
      </div>
      <a class="small" href="/images/${image.id}/edit">${texts.edit}</a>
    </li>`;
  }

  #found(image, found, name) {
    const accepts = lets(filters(this.query));
    const boxes = found ? boxesOf(found).filter((each) => (each.kind === 'correct' ? this.correct : accepts(each))) : [];
    return html`<figure class="stack stack--tight">
      <figcaption class="row row--apart small">
        <strong>${name}</strong>
        <span class="muted">${found ? texts.counts(found.falseBoxes, found.missedBoxes) : texts.notKept}</span>
      </figcaption>
      <bx-boxes
        .src=${`/api/ingest/v1/images/${image.id}/file`}
        .alt=${`${texts.image(image.id)}. ${boxes.map(words).join(', ') || texts.noBoxes}`}
        .width=${image.width}
        .height=${image.height}
        .boxes=${boxes.map(drawn)}
      ></bx-boxes>
    </figure>`;
  }

  async #more(after) {
    try {
      const page = await errors(this.checkpoint, filters(this.query), { after });
      this.rest = [...this.rest, ...page.items];
      this.next = page.next;
    } catch (failure) {
      notifyFailure(failure);
    }
  }
}

function select(name, label, chosen, options) {
  return html`<label class="field">
    <span class="field__label">${label}</span>
    <select class="select" @change=${(event) => replaceQuery({ [name]: event.target.value })}>
      ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}
    </select>
  </label>`;
}

function range(name, label, value, usual) {
  const changed = ({ target }) => replaceQuery({ [name]: Number(target.value) === usual ? '' : target.value });
  return html`<label class="field">
    <span class="field__label">${label}</span>
    <input type="range" min="0" max="1" step="0.05" .value=${String(value)} @change=${changed} />
  </label>`;
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

/** The filters of the list of images. `filter` are parameters of GET /v1/images, `statistics` offers classes and sources. */
import { html } from 'lit';
import { Component } from '../component.js';
import { replaceQuery } from '../router.js';
import { splits, texts } from '../texts/images.js';

const WAIT = 250;
const { filters: words } = texts;

class ImageFilters extends Component {
  static properties = {
    filter: { attribute: false },
    statistics: { attribute: false },
  };

  #typing = 0;

  connectedCallback() {
    super.connectedCallback();
    this.own(() => clearTimeout(this.#typing));
  }

  render() {
    const { statistics, filter } = this;
    return html`<form class="image-filters" role="search" aria-label=${words.label} @submit=${(event) => event.preventDefault()}>
      ${this.#choice('class', words.class, names(statistics?.classes, filter.class))}
      ${this.#choice('split', words.split, Object.entries(splits))}
      ${this.#choice('source', words.source, keys(statistics?.sources, filter.source))}
      <div class="field image-filters__text">
        <label class="field__label" for="filter-text">${words.text}</label>
        <input class="input" id="filter-text" type="search" autocomplete="off" placeholder=${words.textHint} .value=${filter.text ?? ''} @input=${this.#typed} />
      </div>
      <div class="row image-filters__checks">
        ${this.#check('suspect', 'true', words.suspect)} ${this.#check('boxes', 'none', words.withoutBoxes)}
        <button class="button button--quiet button--small" type="button" ?disabled=${Object.keys(filter).length === 0} @click=${this.#clear}>
          ${words.clear}
        </button>
      </div>
    </form>`;
  }

  #choice(name, label, options) {
    const chosen = this.filter[name] ?? '';
    return html`<div class="field">
      <label class="field__label" for="filter-${name}">${label}</label>
      <select class="select" id="filter-${name}" @change=${(event) => replaceQuery({ [name]: event.target.value })}>
        <option value="" .selected=${chosen === ''}>${words.every}</option>
        ${options.map(([value, text]) => html`<option value=${value} .selected=${value === chosen}>${text}</option>`)}
      </select>
    </div>`;
  }

  #check(name, value, label) {
    return html`<label class="check">
      <input
        type="checkbox"
        .checked=${this.filter[name] === value}
        @change=${(event) => replaceQuery({ [name]: event.target.checked ? value : undefined })}
      />${label}
    </label>`;
  }

  #typed(event) {
    const text = event.target.value;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => replaceQuery({ text: text.trim() }), WAIT);
  }

  #clear() {
    clearTimeout(this.#typing);
    replaceQuery(Object.fromEntries(Object.keys(this.filter).map((name) => [name, undefined])));
  }
}

/** Classes by name with their number of images; the chosen one even if no image has it. */
function names(classes = [], chosen) {
  const options = classes.map(({ name, images }) => [name, `${name} (${images})`]);
  return withChosen(options, chosen).sort(([one], [other]) => one.localeCompare(other));
}

function keys(counts = {}, chosen) {
  return withChosen(
    Object.entries(counts).map(([name, images]) => [name, `${name} (${images})`]),
    chosen,
  );
}

function withChosen(options, chosen) {
  return chosen && !options.some(([value]) => value === chosen) ? [...options, [chosen, chosen]] : options;
}

customElements.define('bx-image-filters', ImageFilters);

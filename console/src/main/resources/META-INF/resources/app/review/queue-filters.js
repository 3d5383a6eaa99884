/** The filters of a queue, and its reasons with their counts. All of them are in the query of the address. */
import { html, nothing } from 'lit';
import { address } from '../api.js';
import { Component } from '../component.js';
import { integer } from '../format.js';
import { classNames } from '../images/class-names.js';
import { replaceQuery } from '../router.js';
import { reasonName, texts } from '../texts/review.js';

class QueueFilters extends Component {
  static properties = {
    queue: { attribute: false },
    filters: { attribute: false },
    summary: { attribute: false },
    classes: { state: true },
  };

  constructor() {
    super();
    this.classes = [];
  }

  async connectedCallback() {
    super.connectedCallback();
    if (this.queue.filters.includes('class')) {
      this.classes = await classNames();
    }
  }

  render() {
    return html`<div class="queue-filters">
      <div class="queue-filters__fields">${this.#fields()}</div>
      ${this.#reasons()}
    </div>`;
  }

  #reasons() {
    // The counts are those of all imports.
    const counts = this.filters.import ? {} : this.summary?.reasons ?? {};
    const codes = [...new Set([...Object.keys(counts), this.filters.reason].filter(Boolean))];
    return html`<nav class="queue-filters__reasons" aria-label=${texts.groups}>
      ${this.#reason(undefined, texts.all, this.filters.import ? '' : this.summary?.total)}
      ${codes
        .sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0))
        .map((code) => this.#reason(code, reasonName(code), counts[code] === undefined ? '' : integer(counts[code])))}
    </nav>`;
  }

  #reason(code, name, count) {
    const href = address(`/review/${this.queue.name}`, { ...this.filters, reason: code });
    return html`<a class="queue-filters__reason" href=${href} aria-current=${this.filters.reason === code ? 'true' : nothing}>
      <span class="truncate">${name}</span><span class="muted small">${count ?? ''}</span>
    </a>`;
  }

  #fields() {
    const { queue, summary } = this;
    const names = texts.filters;
    const offered = {
      source: () => this.#choice('source', names.source, names.anySource, pairs(summary?.sources ?? [])),
      import: () =>
        this.filters.import
          ? this.#choice('import', names.import, names.anyImport, [[this.filters.import, names.oneImport]])
          : nothing,
      split: () => this.#choice('split', names.split, names.anySplit, Object.entries(names.splits)),
      class: () => this.#choice('class', names.class, names.anyClass, pairs(this.classes)),
      dismissed: () => this.#choice('dismissed', names.show, names.open, [['true', names.dismissed]]),
      state: () => this.#choice('state', names.show, names.open, [
        ['answered', names.answered],
        ['dismissed', names.dismissed],
      ]),
      order: () => this.#choice('order', names.order, names.hardest, [['newest', names.newest]]),
    };
    return queue.filters.filter((name) => name in offered).map((name) => offered[name]());
  }

  #choice(name, label, none, options) {
    const chosen = this.filters[name] ?? '';
    const known = options.some(([value]) => value === chosen) || chosen === '' ? options : [...options, [chosen, chosen]];
    return html`<label class="field">
      <span class="field__label">${label}</span>
      <select class="select" @change=${(event) => replaceQuery({ [name]: event.target.value })}>
        <option value="" ?selected=${chosen === ''}>${none}</option>
        ${known.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}
      </select>
    </label>`;
  }
}

const pairs = (values) => values.map((value) => [value, value]);

customElements.define('bx-queue-filters', QueueFilters);

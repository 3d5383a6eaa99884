/** The detections topic as images: a bounded sample of the newest, of all keys or one. */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { api } from '../api.js';
import { Component, stylesheet } from '../component.js';
import { live } from '../live.js';
import { Resource, shown } from '../resource.js';
import { replaceQuery } from '../router.js';
import { texts } from '../texts/live.js';
import { showLarge, tile } from '../live/tiles.js';
import { Sample } from '../live/sample.js';
import '../components/time.js';

await stylesheet('/style/pages/live.css');

const EVERY = 2000;
const LIMIT = 48;
const LEAST_SCORE = 0.3;

class LivePage extends Component {
  static properties = {
    query: { attribute: false },
    paused: { state: true },
    rate: { state: true },
    score: { state: true },
  };

  #sample = new Sample();
  #key = '';
  #timer = 0;
  #missing = new Set();
  #newest = new Resource(this, async (signal) => {
    const answer = await api.get('/api/live/detections', { signal, query: { limit: LIMIT, key: this.#key } });
    return { readAt: answer.readAt, items: this.#sample.take(answer.items) };
  });

  constructor() {
    super();
    this.paused = false;
    this.score = LEAST_SCORE;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => this.#tick(), EVERY);
    this.own(() => clearInterval(this.#timer));
    this.own(
      live.on('counts', ({ detectionsPerSecond }) => {
        this.rate = detectionsPerSecond;
      }),
    );
    // The event does not bubble.
    this.listen(this, 'error', (event) => this.#imageFailed(event), true);
  }

  willUpdate() {
    const key = this.query?.get('key') ?? '';
    if (key !== this.#key) {
      this.#key = key;
      this.#sample = new Sample(this.#sample.keys);
      this.#newest.reload({ anew: true });
    }
  }

  #tick() {
    if (!this.paused && !document.hidden) {
      this.#newest.reload();
    }
  }

  #imageFailed({ target }) {
    const id = target.closest?.('[data-id]')?.dataset.id;
    if (id) {
      this.#missing.add(id);
      this.requestUpdate();
    }
  }

  render() {
    return html`<div class="page live">
      <div class="page__head">
        <h1>${texts.title}</h1>
        <div class="row">
          <span class="muted">${this.rate === undefined ? '' : texts.rate(this.rate)}</span>
          <button class="button" aria-pressed=${this.paused} @click=${this.#togglePause}>${this.paused ? texts.resume : texts.pause}</button>
        </div>
      </div>
      <p class="page__lead">${texts.lead}</p>
      <form class="live__filter" @submit=${this.#filter}>
        <div class="field">
          <label class="field__label" for="key">${texts.key}</label>
          <input class="input" id="key" name="key" list="keys" placeholder=${texts.allKeys} .value=${this.#key} @change=${this.#filter} />
          <datalist id="keys">${this.#sample.keys.map((key) => html`<option value=${key}></option>`)}</datalist>
        </div>
        <div class="field">
          <label class="field__label" for="score">${texts.score(this.score)}</label>
          <input class="live__score" id="score" type="range" min="0" max="0.95" step="0.05" .value=${String(this.score)} @input=${this.#choose} />
        </div>
        ${this.#key ? html`<button class="button" type="button" @click=${() => replaceQuery({ key: '' })}>${texts.clearKey}</button>` : nothing}
      </form>
      <p class="muted small live__state" role="status">${this.paused ? texts.paused : ''}</p>
      ${shown(this.#newest, (newest) => this.#content(newest))}
    </div>`;
  }

  #content({ items, readAt }) {
    this.#forgetMissing(items);
    if (items.length === 0) {
      return html`<bx-state
        kind="empty"
        .heading=${this.#key ? texts.emptyKeyTitle : texts.emptyTitle}
        .text=${this.#key ? texts.emptyKeyText(this.#key) : texts.emptyText}
        .action=${this.#key ? undefined : { href: '/try', text: texts.tryIt }}
      ></bx-state>`;
    }
    const old = readAt && Date.now() - new Date(readAt).getTime() > 10 * EVERY && !this.paused;
    return html`
      ${old ? html`<p class="notice notice--warning">${texts.readAt} <bx-time .value=${readAt}></bx-time>.</p>` : nothing}
      <ul class="live__tiles">
        ${repeat(
          items,
          ({ id }) => id,
          (item) =>
            html`<li class="live__item" data-id=${item.id}>
              ${tile(item, {
                missing: !item.image || this.#missing.has(item.id),
                score: this.score,
                open: () => showLarge(item, this.score),
                only: () => replaceQuery({ key: item.key }),
              })}
            </li>`,
        )}
      </ul>
    `;
  }

  /** Of images that are shown no longer. */
  #forgetMissing(items) {
    const shownIds = new Set(items.map(({ id }) => id));
    this.#missing.forEach((id) => shownIds.has(id) || this.#missing.delete(id));
  }

  #filter(event) {
    event.preventDefault();
    replaceQuery({ key: this.querySelector('#key').value });
  }

  #choose({ target }) {
    this.score = Number(target.value);
  }

  #togglePause() {
    this.paused = !this.paused;
    this.#tick();
  }
}

customElements.define('page-live', LivePage);

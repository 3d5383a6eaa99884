/** Trains a checkpoint again, and tells whether the result is the same. */
import { html, nothing } from 'lit';
import { api } from '../api.js';
import { Component, styles } from '../component.js';
import { notifyFailure } from '../notify.js';
import { Resource, shown } from '../resource.js';
import { session } from '../session.js';
import { texts as all } from '../texts/models.js';

const texts = all.checkpoint.reproduce;
const EVERY = 2000;
const BADGES = { SAME: 'badge--good', DIFFERENT: 'badge--warning', FAILED: 'badge--bad', RUNNING: 'badge--accent' };

class Reproduction extends Component {
  static properties = {
    checkpoint: {},
  };

  #result = new Resource(this, (signal) => this.#load(signal));
  #next = 0;

  connectedCallback() {
    super.connectedCallback();
    this.own(() => clearTimeout(this.#next));
  }

  /** The trainer tells nothing on its topics about repetitions. */
  updated() {
    clearTimeout(this.#next);
    if (isActive(this.#result.value)) {
      this.#next = setTimeout(() => this.#result.reload(), EVERY);
    }
  }

  async #load(signal) {
    try {
      return await api.get(this.#path('reproduction'), { signal });
    } catch (failure) {
      if (failure.code === 'reproduction-not-found') {
        return null;
      }
      throw failure;
    }
  }

  #path(action) {
    return `/api/trainer/v1/checkpoints/${encodeURIComponent(this.checkpoint)}/${action}`;
  }

  render() {
    return html`<section class="card stack" aria-labelledby="reproduce">
      <h2 id="reproduce">${all.checkpoint.views.reproduce}</h2>
      <p class="page__lead">${texts.lead}</p>
      ${shown(this.#result, (result) => this.#content(result))}
    </section>`;
  }

  #content(result) {
    return html`
      <div class="stack stack--tight" role="status">
        ${result ? this.#state(result) : html`<p class="muted">${texts.never}</p>`}
      </div>
      ${session.may('train')
        ? html`<div class="row">
            ${isActive(result)
              ? html`<button class="button button--danger" @click=${() => this.#send('delete', 'reproduction')}>${texts.stop}</button>`
              : html`<button class="button" @click=${() => this.#send('post', 'reproduce')}>${result ? texts.again : texts.start}</button>`}
          </div>`
        : nothing}
    `;
  }

  #state({ state, step, steps, detail, original, repeated }) {
    return html`
      <p><span class="badge ${BADGES[state] ?? ''}">${texts.states[state] ?? state}</span></p>
      ${state === 'RUNNING'
        ? html`<div class="meter"><div class="meter__bar" ${styles({ width: `${steps > 0 ? (100 * step) / steps : 0}%` })}></div></div>
            <p class="muted small">${texts.step(step, steps)}</p>`
        : nothing}
      ${detail ? html`<p class="breakable">${detail}</p>` : nothing}
      <dl class="facts">${conditions(texts.original, original)} ${conditions(texts.repeated, repeated)}</dl>
    `;
  }

  async #send(method, action) {
    try {
      this.#result.change(await api[method](this.#path(action)));
    } catch (failure) {
      notifyFailure(failure);
    }
  }
}

const isActive = (result) => result?.state === 'QUEUED' || result?.state === 'RUNNING';

function conditions(name, where) {
  return where
    ? html`<dt>${name}</dt>
        <dd class="breakable">${Object.values(where).filter((value) => typeof value !== 'object').join(' · ')}</dd>`
    : nothing;
}

customElements.define('bx-reproduction', Reproduction);

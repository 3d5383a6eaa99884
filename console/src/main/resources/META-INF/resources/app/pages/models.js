/** The models: what is served, the evaluated checkpoints, the promotions. */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { api } from '../api.js';
import { Component, stylesheet } from '../component.js';
import { decimal } from '../format.js';
import { live } from '../live.js';
import { notifyFailure } from '../notify.js';
import { serving } from '../models/promotions.js';
import { promotions, servedModel } from '../models/services.js';
import { Resource, shown } from '../resource.js';
import { session } from '../session.js';
import { texts } from '../texts/models.js';
import { texts as rolloutTexts } from '../texts/rollouts.js';
import { promote } from '../components/promotion.js';
import { startRollout } from '../components/rollout.js';
import '../components/chart.js';
import '../components/promotion-history.js';
import '../components/rollout-card.js';
import '../components/served-model.js';

await stylesheet('/style/pages/models.css');

const PAGE = 100;
const LOADS_FOR = 3000;

class ModelsPage extends Component {
  static properties = {
    rest: { state: true },
    next: { state: true },
  };

  #chain = new Resource(this, promotions);
  #model = new Resource(this, servedModel);
  #evaluations = new Resource(this, (signal) => api.get('/api/evaluator/v1/evaluations', { signal, query: { limit: PAGE } }));
  #waiting = 0;

  constructor() {
    super();
    this.rest = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.own(live.on('evaluation', () => this.#evaluations.reload()));
    this.own(live.on('promotion', () => this.#promoted()));
    this.own(() => clearTimeout(this.#waiting));
  }

  /** Inference needs some seconds to load what was promoted, and nothing tells when it has. */
  updated() {
    clearTimeout(this.#waiting);
    const known = this.#chain.value && this.#model.value !== undefined;
    if (known && serving(this.#chain.value.promotions, this.#model.value) === 'loading') {
      this.#waiting = setTimeout(() => this.#model.reload(), LOADS_FOR);
    }
  }

  #promoted() {
    this.#chain.reload();
    this.#model.reload();
  }

  render() {
    return html`<div class="page">
      <h1>${texts.title}</h1>
      ${shown(this.#chain, ({ promotions: all }) =>
        this.#model.value === undefined && !this.#model.failure
          ? html`<bx-state kind="loading"></bx-state>`
          : html`<bx-served-model
              .promotions=${all}
              .model=${this.#model.value}
              .failure=${this.#model.failure}
              .rollBack=${({ checkpoint }) => this.#promote(checkpoint, true)}
            ></bx-served-model>`,
      )}
      ${this.#chain.value?.model ? html`<bx-rollout-card .model=${this.#chain.value.model}></bx-rollout-card>` : nothing}
      ${this.#chain.failure && !this.#chain.value
        ? nothing
        : html`<section class="stack" aria-labelledby="evaluated">
            <h2 id="evaluated">${texts.checkpoints}</h2>
            ${shown(this.#evaluations, (page) => this.#checkpoints(page))}
          </section>`}
      ${this.#chain.value?.promotions.length > 0
        ? html`<bx-promotion-history
            class="stack"
            .promotions=${this.#chain.value.promotions}
            .served=${this.#model.value?.generation}
            .rollBack=${session.may('promote') ? ({ checkpoint }) => this.#promote(checkpoint, true) : undefined}
          ></bx-promotion-history>`
        : nothing}
    </div>`;
  }

  #checkpoints({ evaluations, next }) {
    if (evaluations.length === 0) {
      return html`<bx-state kind="empty" .heading=${texts.noCheckpoints} .text=${texts.noCheckpointsText}></bx-state>`;
    }
    const known = new Set(evaluations.map(({ checkpoint }) => checkpoint));
    const all = [...evaluations, ...this.rest.filter(({ checkpoint }) => !known.has(checkpoint))];
    const after = this.rest.length > 0 ? this.next : next;
    return html`
      ${all.length > 1 ? this.#chart(all) : nothing}
      <div class="table-frame" tabindex="0" role="group" aria-labelledby="evaluated">
        <table class="table">
          <thead>
            <tr>
              <th>${texts.columns.checkpoint}</th>
              <th class="number">${texts.columns.score}</th>
              <th class="number">${texts.columns.coco}</th>
              <th>${texts.columns.decision}</th>
              <th>${texts.columns.at}</th>
              ${this.#may() ? html`<th>${texts.columns.action}</th>` : nothing}
            </tr>
          </thead>
          <tbody>
            ${repeat(all, ({ checkpoint }) => checkpoint, (evaluation) => this.#checkpoint(evaluation))}
          </tbody>
        </table>
      </div>
      ${after ? html`<div><button class="button" @click=${() => this.#more(after)}>${texts.more}</button></div>` : nothing}
    `;
  }

  #chart(evaluations) {
    const scored = evaluations.filter(({ voc07 }) => Number.isFinite(voc07)).toReversed();
    const seconds = (instant) => Date.parse(instant) / 1000;
    return html`<div class="card">
      <bx-chart
        .x=${scored.map(({ evaluatedAt }) => seconds(evaluatedAt))}
        .series=${[{ label: texts.columns.score, values: scored.map(({ voc07 }) => voc07), points: true }]}
        .markers=${(this.#chain.value?.promotions ?? []).map(({ decidedAt, generation }) => ({
          x: seconds(decidedAt),
          label: texts.generationShort(generation),
        }))}
        .range=${[0, 1]}
        .format=${decimal}
        .height=${200}
        .label=${texts.chartLabel(scored.length, scored.at(-1)?.voc07)}
        time
      ></bx-chart>
    </div>`;
  }

  #checkpoint({ checkpoint, voc07, coco, decision, evaluatedAt }) {
    return html`<tr>
      <td class="checkpoint-id"><a href="/models/${checkpoint}">${checkpoint}</a></td>
      <td class="number">${decimal(voc07)}</td>
      <td class="number">${decimal(coco?.precision?.all)}</td>
      <td class="models__decision">
        <span class="row">${this.#badges(checkpoint, decision)}</span>
        <p class="muted small">${texts.verdicts[decision.verdict] ?? decision.reason}</p>
      </td>
      <td class="nowrap"><bx-time .value=${evaluatedAt}></bx-time></td>
      ${this.#may()
        ? html`<td>
            ${checkpoint === this.#present() ? nothing : html`<span class="row">${this.#actions(checkpoint)}</span>`}
          </td>`
        : nothing}
    </tr>`;
  }

  #actions(checkpoint) {
    return html`<button class="button button--small" aria-label=${texts.promoteLabel(checkpoint)} @click=${() => this.#promote(checkpoint)}>
        ${texts.promote}
      </button>
      ${this.#present()
        ? html`<button class="button button--small" aria-label=${rolloutTexts.rollOutLabel(checkpoint)} @click=${() => this.#rollOut(checkpoint)}>
            ${rolloutTexts.rollOut}
          </button>`
        : nothing}`;
  }

  #badges(checkpoint, decision) {
    return html`${checkpoint === this.#model.value?.checkpointId
      ? html`<span class="badge badge--accent">${texts.badge.served}</span>`
      : nothing}
    ${decision.promoted
      ? html`<span class="badge badge--good">${texts.badge.promoted(decision.generation)}</span>`
      : html`<span class="badge">${texts.badge.not}</span>`}`;
  }

  #present() {
    return this.#chain.value?.promotions.at(-1)?.checkpoint;
  }

  #may() {
    return session.may('promote') && this.#chain.value?.model;
  }

  async #promote(checkpoint, rollBack = false) {
    if (await promote({ model: this.#chain.value.model, checkpoint, present: this.#present(), rollBack })) {
      this.#promoted();
    }
  }

  async #rollOut(checkpoint) {
    if (await startRollout({ model: this.#chain.value.model, checkpoint })) {
      const card = this.querySelector('bx-rollout-card');
      card.reload();
      card.scrollIntoView({ block: 'nearest' });
    }
  }

  async #more(after) {
    try {
      const page = await api.get('/api/evaluator/v1/evaluations', { query: { limit: PAGE, after } });
      this.rest = [...this.rest, ...page.evaluations];
      this.next = page.next;
    } catch (failure) {
      notifyFailure(failure);
    }
  }
}

customElements.define('page-models', ModelsPage);

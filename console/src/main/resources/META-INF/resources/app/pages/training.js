/** The runs: what trains now, and all others. */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { api } from '../api.js';
import { Component, stylesheet } from '../component.js';
import { decimal, integer } from '../format.js';
import { live } from '../live.js';
import { notifyFailure } from '../notify.js';
import { Resource, shown } from '../resource.js';
import { replaceQuery } from '../router.js';
import { session } from '../session.js';
import { texts } from '../texts/training.js';
import { withProgress } from '../training/progress.js';
import { bestByRun, isActive, isBeginning, selected } from '../training/runs.js';
import { stateBadge } from '../components/run-figures.js';
import { startRun, stopRun } from '../components/run-settings.js';

await stylesheet('/style/pages/training.css');

const PAGE = 100;
const BEGINS_WITHIN = 3000;

class TrainingPage extends Component {
  static properties = {
    query: { attribute: false },
    rest: { state: true },
    complete: { state: true },
  };

  #runs = new Resource(this, (signal) => api.get('/api/trainer/v1/runs', { signal, query: { limit: PAGE } }));
  #evaluations = new Resource(this, (signal) => api.get('/api/evaluator/v1/evaluations', { signal, query: { limit: 1000 } }));
  #waiting = 0;

  constructor() {
    super();
    this.rest = [];
    this.complete = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.own(live.on('progress', (progress) => this.#progressed(progress)));
    this.own(live.on('checkpoint', () => this.#runs.reload()));
    this.own(live.on('evaluation', () => this.#evaluations.reload()));
    this.own(() => clearTimeout(this.#waiting));
  }

  updated() {
    clearTimeout(this.#waiting);
    if (this.#runs.value?.some(isBeginning)) {
      this.#waiting = setTimeout(() => this.#runs.reload(), BEGINS_WITHIN);
    }
  }

  #progressed(progress) {
    const runs = this.#runs.value;
    const run = runs?.find(({ id }) => id === progress.runId);
    if (!run || run.state !== progress.state.toUpperCase()) {
      this.#runs.reload();
    }
    if (run) {
      this.#runs.change(runs.map((each) => (each === run ? withProgress(run, progress) : each)));
    }
  }

  render() {
    return html`<div class="page">
      <div class="page__head">
        <h1>${texts.title}</h1>
        ${session.may('train') ? html`<button class="button button--primary" @click=${startRun}>${texts.start.open}</button>` : nothing}
      </div>
      ${shown(this.#runs, (runs) => this.#content(runs))}
    </div>`;
  }

  #content(runs) {
    if (runs.length === 0) {
      return html`<bx-state
        kind="empty"
        .heading=${texts.noRuns}
        .text=${texts.noRunsText}
        .action=${{ href: '/import', text: texts.noRunsAction }}
      ></bx-state>`;
    }
    const best = bestByRun(this.#evaluations.value?.evaluations ?? []);
    const known = new Set(runs.map(({ id }) => id));
    const all = [...runs, ...this.rest.filter(({ id }) => !known.has(id))];
    const active = all.filter(isActive);
    return html`
      ${active.length > 0
        ? html`<section class="stack" aria-labelledby="present">
            <h2 id="present">${texts.present}</h2>
            ${repeat(active, ({ id }) => id, (run) => this.#active(run, best.get(run.id)?.voc07))}
          </section>`
        : nothing}
      <section class="stack" aria-labelledby="all-runs">
        <div class="row row--apart">
          <h2 id="all-runs">${texts.all}</h2>
          ${this.#compare()}
        </div>
        ${this.#evaluations.failure
          ? html`<p class="notice notice--warning">${texts.evaluationsAway(this.#evaluations.failure.message)}</p>`
          : nothing}
        ${this.#table(all, best)}
        ${runs.length === PAGE && !this.complete
          ? html`<div><button class="button" @click=${() => this.#more(all.at(-1).id)}>${texts.more}</button></div>`
          : nothing}
      </section>
    `;
  }

  #active(run, best) {
    return html`<article class="card stack">
      <div class="row row--apart">
        <h3 class="row"><a href="/training/${run.id}">${texts.runTitle(run.id)}</a> ${stateBadge(run.state)}</h3>
        ${session.may('train')
          ? html`<button class="button button--danger button--small" @click=${() => this.#stop(run.id)}>${texts.stop.open}</button>`
          : nothing}
      </div>
      <bx-run-figures class="stack stack--tight" .run=${run} .best=${best}></bx-run-figures>
    </article>`;
  }

  #compare() {
    const chosen = this.#chosen();
    return chosen.length < 2
      ? html`<span class="muted small">${texts.compare(chosen.length)}</span>`
      : html`<a class="button" href="/training/compare?runs=${chosen.join(',')}">${texts.compare(chosen.length)}</a>`;
  }

  #table(runs, best) {
    const names = texts.columns;
    const chosen = this.#chosen();
    return html`<div class="table-frame" tabindex="0" role="group" aria-label=${texts.all}>
      <table class="table">
        <thead>
          <tr>
            <th><span class="visually-hidden">${texts.compare(0)}</span></th>
            <th>${names.run}</th>
            <th>${names.state}</th>
            <th>${names.began}</th>
            <th>${names.by}</th>
            <th>${names.recipe}</th>
            <th class="number">${names.progress}</th>
            <th class="number">${names.best}</th>
            <th class="number">${names.images}</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(runs, ({ id }) => id, (run) => this.#row(run, best.get(run.id), chosen))}
        </tbody>
      </table>
    </div>`;
  }

  #row(run, best, chosen) {
    const isChosen = chosen.includes(run.id);
    return html`<tr>
      <td>
        <label class="check">
          <input
            type="checkbox"
            aria-label=${texts.selectRun(run.id)}
            .checked=${isChosen}
            ?disabled=${!isChosen && chosen.length === 6}
            @change=${() => this.#choose(run.id)}
          />
        </label>
      </td>
      <td class="nowrap"><a href="/training/${run.id}">${run.id}</a></td>
      <td>${stateBadge(run.state)}</td>
      <td class="nowrap"><bx-time .value=${run.requestedAt}></bx-time></td>
      <td>${{ images: texts.byImages, hand: texts.byHand }[run.requestedBy] ?? run.requestedBy}</td>
      <td>${run.recipe ?? texts.unknown}<div class="muted small">${run.preset ?? ''}</div></td>
      <td class="number">${run.epochs > 0 ? `${integer(run.epoch)} / ${integer(run.epochs)}` : texts.unknown}</td>
      <td class="number">
        ${best ? html`<a href="/models/${best.checkpoint}">${decimal(best.voc07)}</a>` : texts.unknown}
      </td>
      <td class="number">${run.snapshot ? integer(run.snapshot.train) : texts.unknown}</td>
    </tr>`;
  }

  #chosen() {
    return selected(this.query?.get('runs'));
  }

  #choose(id) {
    const chosen = this.#chosen();
    const next = chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id];
    replaceQuery({ runs: next.join(',') });
  }

  async #more(after) {
    try {
      const page = await api.get('/api/trainer/v1/runs', { query: { limit: PAGE, after } });
      this.rest = [...this.rest, ...page];
      this.complete = page.length < PAGE;
    } catch (failure) {
      notifyFailure(failure);
    }
  }

  async #stop(id) {
    if (await stopRun(id)) {
      this.#runs.reload();
    }
  }
}

customElements.define('page-training', TrainingPage);

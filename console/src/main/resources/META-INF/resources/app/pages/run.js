/** One run: its figures and curves, checkpoints, warnings, data set and settings. */
import { html, nothing } from 'lit';
import { address, api } from '../api.js';
import { Component, stylesheet } from '../component.js';
import { decimal, integer } from '../format.js';
import { live } from '../live.js';
import { Resource, shown } from '../resource.js';
import { session } from '../session.js';
import { texts } from '../texts/training.js';
import { pointOf, withPoint, withProgress } from '../training/progress.js';
import { bestByRun, failure, isActive, isBeginning, scores } from '../training/runs.js';
import { stateBadge } from '../components/run-figures.js';
import { stopRun } from '../components/run-settings.js';
import { settingText } from '../components/run-values.js';
import '../components/run-charts.js';

await stylesheet('/style/pages/training.css');

const BEGINS_WITHIN = 3000;

class RunPage extends Component {
  static properties = {
    parameters: { attribute: false },
  };

  #run = new Resource(this, (signal) => this.#load(signal));
  #progress = new Resource(this, (signal) => this.#points(signal));
  #evaluations = new Resource(this, (signal) => api.get('/api/evaluator/v1/evaluations', { signal, query: { limit: 1000 } }));
  #asked;
  #waiting = 0;

  connectedCallback() {
    super.connectedCallback();
    this.own(live.on('progress', (progress) => progress.runId === this.parameters.id && this.#progressed(progress)));
    this.own(live.on('checkpoint', () => this.#run.reload()));
    this.own(live.on('evaluation', () => this.#evaluations.reload()));
    this.own(() => clearTimeout(this.#waiting));
  }

  updated() {
    clearTimeout(this.#waiting);
    if (this.#run.value && isBeginning(this.#run.value)) {
      this.#waiting = setTimeout(() => this.#run.reload(), BEGINS_WITHIN);
    }
  }

  #load(signal) {
    this.#asked = api.get(`/api/trainer/v1/runs/${this.parameters.id}`, { signal });
    return this.#asked;
  }

  /** A run that has not reported, or too long ago, has no points. */
  async #points(signal) {
    const { step } = await this.#asked;
    if (step === 0) {
      return { points: [] };
    }
    try {
      return await api.get(`/api/runs/${this.parameters.id}/progress`, { signal });
    } catch (failure) {
      if (failure.status === 404) {
        return { points: [] };
      }
      throw failure;
    }
  }

  #progressed(progress) {
    const run = this.#run.value;
    if (run) {
      this.#run.change(withProgress(run, progress));
    }
    if (run?.state !== progress.state.toUpperCase()) {
      this.#run.reload();
    }
    if (progress.step > 0) {
      const points = this.#progress.value?.points ?? [];
      this.#progress.change({ points: withPoint(points, pointOf(progress, new Date().toISOString())) });
    }
  }

  render() {
    return html`<div class="page">
      ${this.#run.failure?.status === 404
        ? html`<h1>${texts.runTitle(this.parameters.id)}</h1>
            <bx-state
              kind="empty"
              .heading=${texts.noMoreRun}
              .text=${texts.noMoreRunText}
              .action=${{ href: '/models', text: texts.toModels }}
            ></bx-state>`
        : html`${this.#head(this.#run.value)} ${shown(this.#run, (run) => this.#content(run))}`}
    </div>`;
  }

  #head(run) {
    return html`<div class="page__head">
      <div class="row">
        <h1>${texts.runTitle(this.parameters.id)}</h1>
        ${run ? stateBadge(run.state) : nothing}
      </div>
      <div class="row">
        <a class="button" href="/training?runs=${this.parameters.id}">${texts.comparisonTitle}</a>
        ${run && isActive(run) && session.may('train')
          ? html`<button class="button button--danger" @click=${() => this.#stop(run.id)}>${texts.stop.open}</button>`
          : nothing}
      </div>
    </div>`;
  }

  #content(run) {
    const evaluations = this.#evaluations.value?.evaluations ?? [];
    const { points } = this.#progress.value ?? { points: [] };
    return html`
      ${run.state === 'FAILED' ? this.#failure(run) : run.detail ? html`<p class="notice">${run.detail}</p>` : nothing}
      <section class="card" aria-label=${texts.figures.progress}>
        <bx-run-figures class="stack stack--tight" .run=${run} .best=${bestByRun(evaluations).get(run.id)?.voc07}></bx-run-figures>
      </section>
      ${this.#progress.failure && points.length === 0
        ? html`<bx-state kind="error" .failure=${this.#progress.failure} .retry=${() => this.#progress.reload({ anew: true })}></bx-state>`
        : this.#progress.value === undefined
          ? html`<bx-state kind="loading" class="run-charts__space"></bx-state>`
          : html`<bx-run-charts .points=${points} .scores=${scores(run, evaluations)} .ended=${!isActive(run) && run.step > 0}></bx-run-charts>`}
      ${this.#warnings(run)} ${this.#checkpoints(run, evaluations)}
      <div class="columns">${this.#settings(run)} ${this.#dataSet(run)}</div>
    `;
  }

  #failure(run) {
    const { code, sentence } = failure(run.detail);
    const [cause, remedy] = texts.failures[code] ?? texts.otherFailure;
    return html`<section class="notice notice--bad stack stack--tight" role="alert">
      <h2>${texts.failed}</h2>
      <p>${cause} ${remedy}</p>
      <p class="muted breakable"><code>${code}</code> ${sentence}</p>
    </section>`;
  }

  #warnings(run) {
    return run.warnings.length === 0
      ? nothing
      : html`<section class="notice notice--warning stack stack--tight">
          <h2>${texts.sections.warnings}</h2>
          <ul>
            ${run.warnings.map(({ message }) => html`<li>${message}</li>`)}
          </ul>
        </section>`;
  }

  #checkpoints(run, evaluations) {
    const names = texts.checkpoint;
    const byId = new Map(evaluations.map((evaluation) => [evaluation.checkpoint, evaluation]));
    return html`<section class="stack" aria-labelledby="checkpoints">
      <h2 id="checkpoints">${texts.sections.checkpoints}</h2>
      ${this.#evaluations.failure
        ? html`<p class="notice notice--warning">${texts.evaluationsAway(this.#evaluations.failure.message)}</p>`
        : nothing}
      ${run.checkpoints.length === 0
        ? html`<p class="muted">${texts.noCheckpoints}</p>`
        : html`<div class="table-frame" tabindex="0" role="group" aria-labelledby="checkpoints">
            <table class="table">
              <thead>
                <tr>
                  <th>${names.id}</th>
                  <th class="number">${names.epoch}</th>
                  <th class="number">${names.step}</th>
                  ${Object.values(texts.losses).map((label) => html`<th class="number">${label}</th>`)}
                  <th class="number">${names.score}</th>
                  <th class="number">${names.coco}</th>
                  <th>${names.decision}</th>
                </tr>
              </thead>
              <tbody>
                ${run.checkpoints.map((checkpoint) => this.#checkpoint(checkpoint, byId.get(checkpoint.id)))}
              </tbody>
            </table>
          </div>`}
    </section>`;
  }

  #checkpoint({ id, epoch, step, losses }, evaluation) {
    return html`<tr>
      <td class="checkpoint-id">${evaluation ? html`<a href="/models/${id}">${id}</a>` : id}</td>
      <td class="number">${integer(epoch)}</td>
      <td class="number">${integer(step)}</td>
      ${Object.keys(texts.losses).map((name) => html`<td class="number">${decimal(losses?.[name])}</td>`)}
      <td class="number">${decimal(evaluation?.voc07)}</td>
      <td class="number">${decimal(evaluation?.coco?.precision?.all)}</td>
      <td>${this.#decision(evaluation)}</td>
    </tr>`;
  }

  #decision(evaluation) {
    if (!evaluation) {
      return html`<span class="muted">${texts.notEvaluated}</span>`;
    }
    return evaluation.decision.promoted
      ? html`<span class="badge badge--good">${texts.promoted(evaluation.decision.generation)}</span>`
      : html`<span class="badge">${texts.notPromoted}</span>`;
  }

  #settings(run) {
    const length = run.minutes === undefined ? 'epochs' : 'minutes';
    const resolved = run.recipe ? ['recipe', 'preset', 'batch', length, 'earlyStopping', 'seed', 'parent'] : [];
    return html`<section class="card">
      <h2 class="card__head">${texts.sections.settings}</h2>
      ${run.recipe ? nothing : html`<p class="muted">${texts.noSettings}</p>`}
      <dl class="facts">
        ${[...resolved, 'requestedBy'].map(
          (name) => html`<dt>${texts.setting[name]}</dt>
            <dd class="breakable">${settingText(name, run[name])}</dd>`,
        )}
        <dt>${texts.setting.requestedAt}</dt>
        <dd><bx-time .value=${run.requestedAt}></bx-time></dd>
      </dl>
    </section>`;
  }

  #dataSet({ snapshot }) {
    return html`<section class="card">
      <h2 class="card__head">${texts.sections.dataSet}</h2>
      ${snapshot
        ? html`<dl class="facts">
            ${['train', 'val', 'test', 'classes', 'hash'].map(
              (name) => html`<dt>${texts.snapshot[name]}</dt>
                <dd class="breakable">${settingText(name, snapshot[name])}</dd>`,
            )}
            <dt>${texts.download}</dt>
            <dd class="row">
              ${Object.entries(texts.formats).map(
                ([format, name]) =>
                  html`<a href=${address('/api/ingest/v1/export', { snapshot: snapshot.hash, format })} download>${name}</a>`,
              )}
            </dd>
          </dl>`
        : html`<p class="muted">${texts.noSnapshot}</p>`}
    </section>`;
  }

  async #stop(id) {
    const run = await stopRun(id);
    if (run) {
      this.#run.change(run);
    }
  }
}

customElements.define('page-run', RunPage);

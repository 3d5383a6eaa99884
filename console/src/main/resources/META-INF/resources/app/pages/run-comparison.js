/** Several runs side by side: curves in common charts, and what differs in their settings and data sets. */
import { html, nothing } from 'lit';
import { api } from '../api.js';
import { Component, stylesheet } from '../component.js';
import { decimal } from '../format.js';
import { live } from '../live.js';
import { Resource, shown } from '../resource.js';
import { replaceQuery } from '../router.js';
import { texts } from '../texts/training.js';
import { aligned, axisValue, pointOf, withPoint } from '../training/progress.js';
import { bestByRun, dataSets, scores, selected, settings } from '../training/runs.js';
import { stateBadge } from '../components/run-figures.js';
import { settingText } from '../components/run-values.js';
import '../components/chart.js';

await stylesheet('/style/pages/training.css');

class ComparisonPage extends Component {
  static properties = {
    query: { attribute: false },
  };

  #runs = new Resource(this, (signal) => this.#load(signal));
  #evaluations = new Resource(this, (signal) => api.get('/api/evaluator/v1/evaluations', { signal, query: { limit: 1000 } }));
  #shown = '';

  connectedCallback() {
    this.#shown = this.#ids().join();
    super.connectedCallback();
    this.own(live.on('progress', (progress) => this.#progressed(progress)));
    this.own(live.on('evaluation', () => this.#evaluations.reload()));
  }

  willUpdate() {
    const ids = this.#ids().join();
    if (ids !== this.#shown) {
      this.#shown = ids;
      this.#runs.reload({ anew: true });
    }
  }

  #ids() {
    return selected(this.query?.get('runs'));
  }

  #load(signal) {
    return Promise.all(
      this.#ids().map(async (id) => {
        const run = await orMissing(api.get(`/api/trainer/v1/runs/${id}`, { signal }));
        const progress = run?.step > 0 ? await orMissing(api.get(`/api/runs/${id}/progress`, { signal })) : undefined;
        return { id, run, points: progress?.points ?? [] };
      }),
    );
  }

  #progressed(progress) {
    const entries = this.#runs.value;
    if (entries?.some(({ id }) => id === progress.runId) && progress.step > 0) {
      const point = pointOf(progress, new Date().toISOString());
      this.#runs.change(
        entries.map((entry) => (entry.id === progress.runId ? { ...entry, points: withPoint(entry.points, point) } : entry)),
      );
    }
  }

  render() {
    return html`<div class="page">
      <h1>${texts.comparisonTitle}</h1>
      ${this.#ids().length === 0
        ? html`<bx-state
            kind="empty"
            .heading=${texts.comparison.none}
            .text=${texts.comparison.noneText}
            .action=${{ href: '/training', text: texts.comparison.back }}
          ></bx-state>`
        : shown(this.#runs, (entries) => this.#content(entries))}
    </div>`;
  }

  #content(entries) {
    const found = entries.filter(({ run }) => run);
    const evaluations = this.#evaluations.value?.evaluations ?? [];
    const differentSets = new Set(found.map(({ run }) => run.snapshot?.hash)).size > 1;
    return html`
      ${entries
        .filter(({ run }) => !run)
        .map(({ id }) => html`<p class="notice notice--warning">${texts.comparison.missing(id)}</p>`)}
      ${this.#table(found, evaluations)}
      ${differentSets ? html`<p class="notice notice--warning">${texts.comparison.sets}</p>` : nothing}
      ${this.#charts(found, evaluations)}
      ${this.#differences(texts.sections.settings, texts.setting, settings(found.map(({ run }) => run)), found)}
      ${this.#differences(texts.sections.dataSet, texts.snapshot, dataSets(found.map(({ run }) => run)), found)}
    `;
  }

  #table(found, evaluations) {
    const best = bestByRun(evaluations);
    return html`<ul class="run-list">
      ${found.map(
        ({ id, run }) => html`<li class="row">
          <a href="/training/${id}">${id}</a> ${stateBadge(run.state)}
          <span>${texts.figures.best} <b>${decimal(best.get(id)?.voc07)}</b></span>
          <button class="button button--quiet button--small" aria-label=${texts.comparison.remove(id)} @click=${() => this.#remove(id)}>✕</button>
        </li>`,
      )}
    </ul>`;
  }

  #charts(found, evaluations) {
    const axis = Object.hasOwn(texts.axes, this.query.get('axis') ?? '') ? this.query.get('axis') : 'step';
    const losses = Object.entries(texts.losses);
    return html`
      <div class="row">
        <label class="field">
          <span class="field__label">${texts.axis}</span>
          <select class="select" @change=${(event) => replaceQuery({ axis: event.target.value })}>
            ${Object.entries(texts.axes).map(([name, label]) => html`<option value=${name} ?selected=${name === axis}>${label}</option>`)}
          </select>
        </label>
      </div>
      <div class="run-charts">
        ${losses.map(([name, label]) => this.#chart(label, axis, found, ({ losses: values }) => values?.[name]))}
        ${this.#chart(texts.sections.learningRate, axis, found, ({ learningRate }) => learningRate)}
        ${this.#scoreChart(axis, found, evaluations)}
      </div>
    `;
  }

  #chart(name, axis, found, value) {
    const lines = found.map(({ id, points }) => {
      const place = axisValue(axis, points);
      return { label: id, points: points.map((point) => [place(point), value(point)]) };
    });
    return this.#card(name, axis, aligned(lines));
  }

  #scoreChart(axis, found, evaluations) {
    const lines = found.map(({ id, run, points }) => {
      const place = axisValue(axis, points);
      const at = (step) => points.find((point) => point.step >= step)?.at;
      return { label: id, points: scores(run, evaluations).map((score) => [place({ ...score, at: at(score.step) }), score.voc07]) };
    });
    const { x, series } = aligned(lines);
    return this.#card(texts.sections.scores, axis, { x, series: series.map((each) => ({ ...each, points: true })) }, [0, 1]);
  }

  #card(name, axis, { x, series }, range) {
    return html`<section class="card">
      <h2 class="card__head">${name}</h2>
      <bx-chart .x=${x} .series=${series} .range=${range} .label=${texts.chart(name)} .xLabel=${texts.axes[axis]} .height=${260}></bx-chart>
    </section>`;
  }

  #differences(title, names, rows, found) {
    return html`<section class="stack stack--tight">
      <h2>${title}</h2>
      <div class="table-frame" tabindex="0" role="group" aria-label=${title}>
        <table class="table">
          <thead>
            <tr>
              <th>${texts.comparison.setting}</th>
              ${found.map(({ id }) => html`<th scope="col">${id}</th>`)}
              <td></td>
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ({ name, values, different }) => html`<tr class=${different ? 'different' : ''}>
                <th scope="row">${names[name]}</th>
                ${values.map((value) => html`<td class="breakable">${settingText(name, value)}</td>`)}
                <td>${different ? html`<span class="badge badge--warning">${texts.comparison.different}</span>` : nothing}</td>
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  #remove(id) {
    replaceQuery({ runs: this.#ids().filter((each) => each !== id).join(',') });
  }
}

/** The answer, or undefined if there is none of that name. */
async function orMissing(answer) {
  try {
    return await answer;
  } catch (failure) {
    if (failure.status === 404) {
      return undefined;
    }
    throw failure;
  }
}

customElements.define('page-run-comparison', ComparisonPage);

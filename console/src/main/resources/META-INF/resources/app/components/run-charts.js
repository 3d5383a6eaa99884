/** The curves of one run: `points` by step, `scores` of its checkpoints. */
import { html, nothing } from 'lit';
import { Component } from '../component.js';
import { decimal, rate } from '../format.js';
import { texts } from '../texts/training.js';
import { aligned } from '../training/progress.js';
import { learningRate } from './run-values.js';
import './chart.js';

class RunCharts extends Component {
  static properties = {
    points: { attribute: false },
    scores: { attribute: false },
    ended: { type: Boolean },
    logarithmic: { state: true },
  };

  constructor() {
    super();
    this.points = [];
    this.scores = [];
    this.ended = false;
    this.logarithmic = false;
  }

  render() {
    const names = texts.sections;
    return html`
      ${this.points.length === 0
        ? html`<bx-state
            kind="empty"
            .heading=${this.ended ? texts.oldPoints : texts.noPoints}
            .text=${this.ended ? texts.oldPointsText : texts.noPointsText}
          ></bx-state>`
        : html`<div class="run-charts">
            ${this.#chart(names.losses, this.#losses(), { log: this.logarithmic, tools: this.#scale(), format: (value) => decimal(value, 4) })}
            ${this.#chart(names.learningRate, this.#single(names.learningRate, 'learningRate'), { format: learningRate })}
            ${this.#chart(names.throughput, this.#single(names.throughput, 'imagesPerSecond'), { format: rate })}
            ${this.#scores()}
          </div>`}
    `;
  }

  #losses() {
    return Object.entries(texts.losses).map(([name, label]) => ({
      label,
      points: this.points.map(({ step, losses }) => [step, losses?.[name]]),
    }));
  }

  #single(label, name) {
    return [{ label, points: this.points.map((point) => [point.step, point[name]]) }];
  }

  #scores() {
    const name = texts.sections.scores;
    return this.scores.length === 0
      ? nothing
      : this.#chart(name, [{ label: texts.checkpoint.score, points: this.scores.map(({ step, voc07 }) => [step, voc07]) }], {
          range: [0, 1],
          markers: [],
          format: (value) => decimal(value),
        });
  }

  #scale() {
    return html`<label class="check small">
      <input type="checkbox" .checked=${this.logarithmic} @change=${(event) => (this.logarithmic = event.target.checked)} />
      ${texts.logarithmic}
    </label>`;
  }

  #chart(name, lines, { log = false, tools = nothing, markers = this.#markers(), range, format }) {
    const { x, series } = aligned(lines);
    const last = series
      .map(({ label, values }) => [label, values.findLast(Number.isFinite)])
      .filter(([, value]) => value !== undefined)
      .map(([label, value]) => texts.last(label, value));
    return html`<section class="card">
      <div class="card__head">
        <h2>${name}</h2>
        ${tools}
      </div>
      <bx-chart
        .x=${x}
        .series=${series}
        .range=${range}
        .log=${log}
        .format=${format}
        .markers=${markers}
        .height=${220}
        .label=${texts.chart(name, last.join(', '))}
        .xLabel=${texts.axes.step}
      ></bx-chart>
    </section>`;
  }

  #markers() {
    return this.scores.map(({ step, voc07 }) => ({ x: step, label: decimal(voc07, 2) }));
  }
}

customElements.define('bx-run-charts', RunCharts);

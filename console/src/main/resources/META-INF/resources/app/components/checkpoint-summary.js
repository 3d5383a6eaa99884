/** Why the policy decided as it did, and the scores by class and size. `champion` is the champion's evaluation. */
import { html, nothing } from 'lit';
import { Component, styles } from '../component.js';
import { decimal, integer, percent } from '../format.js';
import { classRows, interval } from '../models/promotions.js';
import { texts as all } from '../texts/models.js';

const texts = all.checkpoint;

class CheckpointSummary extends Component {
  static properties = {
    evaluation: { attribute: false },
    champion: { attribute: false },
    report: { attribute: false },
  };

  render() {
    return html`${this.#warnings()} ${this.#decision()} ${this.#classes()} ${this.report ? this.#sizes() : nothing}`;
  }

  #warnings() {
    const { warnings } = this.evaluation;
    return warnings.length === 0
      ? nothing
      : html`<section class="notice notice--warning stack stack--tight">
          <h2>${texts.warnings}</h2>
          <ul>
            ${warnings.map(({ message }) => html`<li>${message}</li>`)}
          </ul>
        </section>`;
  }

  #decision() {
    const { decision } = this.evaluation;
    const { gain, bestOfRun, trial } = decision.evidence ?? {};
    return html`<section class="card stack" aria-labelledby="decision">
      <h2 id="decision">${texts.decision}</h2>
      <p>${all.verdicts[decision.verdict] ?? decision.verdict}</p>
      ${gain?.mean
        ? html`<div class="stack stack--tight">
            <h3>${texts.gain}</h3>
            <p>${texts.gainText(gain.mean, gain.confidence)}</p>
            ${this.#bar(gain.mean, reach([gain.mean]))}
            <p class="muted small">${texts.gainHint(gain.resamples)}</p>
          </div>`
        : nothing}
      <dl class="facts">
        ${decision.champion
          ? html`<dt>${texts.champion}</dt>
              <dd class="breakable"><a href="/models/${decision.champion}">${decision.champion}</a></dd>`
          : nothing}
        ${bestOfRun
          ? html`<dt>${texts.bestOfRun}</dt>
              <dd>${texts.bestOfRunText(bestOfRun)}</dd>`
          : nothing}
        ${trial
          ? html`<dt>${texts.trial}</dt>
              <dd>${texts.trialText(trial)}</dd>`
          : nothing}
        <dt>${texts.policyReason}</dt>
        <dd class="breakable">${decision.reason}</dd>
      </dl>
      ${decision.evidence ? nothing : html`<p class="muted small">${texts.noEvidence}</p>`}
    </section>`;
  }

  #classes() {
    const names = texts.classColumns;
    const { evaluation } = this;
    const rows = classRows(evaluation, this.champion);
    const limit = reach(rows);
    const compares = rows.some(({ champion }) => champion !== undefined);
    const confidence = evaluation.decision.evidence?.gain?.confidence;
    const missing = this.report?.classesWithoutGroundTruth ?? [];
    return html`<section class="stack stack--tight" aria-labelledby="classes">
      <h2 id="classes">${texts.classes}</h2>
      <p class="muted">${compares ? texts.classHint : texts.noChampion}</p>
      <div class="table-frame" tabindex="0" role="group" aria-labelledby="classes">
        <table class="table">
          <thead>
            <tr>
              <th>${names.label}</th>
              <th class="number">${names.groundTruths}</th>
              <th class="number">${names.coco}</th>
              <th class="number">${names.voc07}</th>
              ${compares
                ? html`<th class="number">${names.champion}</th>
                    <th class="number">${names.difference}</th>
                    ${confidence ? html`<th>${names.interval(confidence)}</th>` : nothing}`
                : nothing}
            </tr>
          </thead>
          <tbody>
            ${rows.map((row) => this.#class(row, { compares, confidence, limit }))}
          </tbody>
        </table>
      </div>
      ${missing.length > 0 ? html`<p class="muted">${texts.withoutGroundTruth(missing)}</p>` : nothing}
    </section>`;
  }

  #class({ label, groundTruths, voc07, coco, champion, difference, low, high }, { compares, confidence, limit }) {
    const kind = low > 0 ? 'good' : high < 0 ? 'bad' : '';
    return html`<tr>
      <th scope="row" class="breakable checkpoint__class">${label}</th>
      <td class="number">${integer(groundTruths)}</td>
      <td class="number">${decimal(coco)}</td>
      <td class="number">${decimal(voc07)}</td>
      ${compares
        ? html`<td class="number">${decimal(champion)}</td>
            <td class="number">
              ${difference === undefined
                ? all.unknown
                : html`<span class="badge ${kind ? `badge--${kind}` : ''}">${all.signed(difference)}</span>`}
            </td>
            ${confidence
              ? html`<td class="checkpoint__interval">
                  ${low === undefined ? nothing : this.#bar({ value: difference, low, high }, limit)}
                </td>`
              : nothing}`
        : nothing}
    </tr>`;
  }

  #bar(gain, limit) {
    const { left, width, value } = interval(gain, limit);
    const place = (share) => `${100 * share}%`;
    const text = `${all.signed(gain.low)} … ${all.signed(gain.high)}`;
    return html`<div class="interval" role="img" aria-label=${text} title=${text}>
      <div class="interval__zero"></div>
      <div class="interval__range" ${styles({ left: place(left), width: place(width) })}></div>
      <div class="interval__value" ${styles({ left: place(value) })}></div>
    </div>`;
  }

  #sizes() {
    const names = texts.sizeColumns;
    return html`<section class="stack stack--tight" aria-labelledby="sizes">
      <h2 id="sizes">${texts.sizes}</h2>
      <div class="table-frame" tabindex="0" role="group" aria-labelledby="sizes">
        <table class="table">
          <thead>
            <tr>
              <th>${names.size}</th>
              <th class="number">${names.groundTruths}</th>
              <th class="number">${names.found}</th>
              <th class="number">${names.precision}</th>
              <th class="number">${names.recall}</th>
            </tr>
          </thead>
          <tbody>
            ${Object.entries(texts.sizeNames).map(([size, name]) => this.#size(name, this.report.sizes[size]))}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  #size(name, { groundTruths, found, averagePrecision, averageRecall }) {
    return html`<tr>
      <th scope="row">${name}</th>
      <td class="number">${integer(groundTruths)}</td>
      <td class="number">${groundTruths > 0 ? `${integer(found)} (${percent(found / groundTruths, 0)})` : all.unknown}</td>
      <td class="number">${decimal(averagePrecision)}</td>
      <td class="number">${decimal(averageRecall)}</td>
    </tr>`;
  }
}

/** The value at the ends of the bars: the same for all of a table. */
function reach(gains) {
  const ends = gains.flatMap(({ low, high }) => [low, high]).filter(Number.isFinite);
  return Math.max(0.01, ...ends.map(Math.abs));
}

customElements.define('bx-checkpoint-summary', CheckpointSummary);

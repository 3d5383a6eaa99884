/** Precision by recall, F1 by threshold, and calibration. `served` are the thresholds of inference, if it serves this one. */
import { html, nothing } from 'lit';
import { Component } from '../component.js';
import { decimal, integer } from '../format.js';
import { byThreshold, calibrationLines, HUNDREDTHS, precisionByRecall, thresholdOf } from '../models/curves.js';
import { texts as all } from '../texts/models.js';
import './chart.js';

const texts = all.checkpoint;
const LINES = 6;
const two = (value) => decimal(value, 2);

class CheckpointCurves extends Component {
  static properties = {
    report: { attribute: false },
    champion: { attribute: false },
    served: { attribute: false },
    label: {},
    choose: { attribute: false },
  };

  render() {
    const labels = Object.keys(this.report.perClass);
    return html`
      <label class="field checkpoint__choice">
        <span class="field__label">${texts.class}</span>
        <select class="select" @change=${(event) => this.choose(event.target.value)}>
          <option value="" ?selected=${!this.label}>${texts.allClasses}</option>
          ${labels.map((label) => html`<option value=${label} ?selected=${label === this.label}>${label}</option>`)}
        </select>
      </label>
      <div class="checkpoint__charts">${this.#precision(labels)} ${this.#threshold()} ${this.#calibration()}</div>
    `;
  }

  #precision(labels) {
    const names = { this: texts.this, champion: texts.champion };
    const series = precisionByRecall(this.report, this.champion, this.label, names, LINES).map((line) => ({ ...line, points: false }));
    return html`<section class="card">
      <h2 class="card__head">${texts.precisionRecall}</h2>
      <bx-chart
        .x=${HUNDREDTHS}
        .series=${series}
        .range=${[0, 1.02]}
        .format=${two}
        .latest=${false}
        .height=${280}
        .label=${texts.precisionRecall}
        .xLabel=${texts.recall}
      ></bx-chart>
      ${!this.label && labels.length > LINES ? html`<p class="muted small">${texts.firstClasses(LINES)}</p>` : nothing}
    </section>`;
  }

  #threshold() {
    const curve = byThreshold(this.report, this.label);
    if (!curve) {
      return nothing;
    }
    const line = (name) => ({ label: texts[name], values: curve[name], points: false });
    return html`<section class="card">
      <h2 class="card__head">${texts.byThreshold}</h2>
      <bx-chart
        .x=${HUNDREDTHS}
        .series=${['precision', 'recall', 'f1'].map(line)}
        .range=${[0, 1.02]}
        .markers=${this.#markers()}
        .format=${two}
        .latest=${false}
        .height=${280}
        .label=${`${texts.byThreshold}. ${curve.atThreshold ? texts.atThreshold(curve.atThreshold) : ''}`}
        .xLabel=${texts.threshold}
      ></bx-chart>
      ${curve.atThreshold ? html`<p>${texts.atThreshold(curve.atThreshold)}</p>` : nothing}
    </section>`;
  }

  #markers() {
    const best = thresholdOf(this.report.thresholds, this.label);
    const served = thresholdOf(this.served, this.label);
    return [
      ...(best === undefined || best === served ? [] : [{ x: best, label: texts.best(best) }]),
      ...(served === undefined ? [] : [{ x: served, label: texts.servedWith(served) }]),
    ];
  }

  #calibration() {
    const { calibration } = this.report;
    const { x, measured, ideal } = calibrationLines(calibration);
    const names = texts.binColumns;
    return html`<section class="card stack">
      <h2>${texts.calibration}</h2>
      <p class="muted small">${texts.calibrationHint(calibration.expectedCalibrationError)}</p>
      <bx-chart
        .x=${x}
        .series=${[
          { label: texts.calibrationLines.measured, values: measured, points: true },
          { label: texts.calibrationLines.ideal, values: ideal, points: false },
        ]}
        .range=${[0, 1.02]}
        .format=${two}
        .latest=${false}
        .height=${240}
        .label=${texts.calibrationHint(calibration.expectedCalibrationError)}
        .xLabel=${names.meanScore}
      ></bx-chart>
      <details>
        <summary>${texts.bins}</summary>
        <div class="table-frame" tabindex="0" role="group" aria-label=${texts.bins}>
          <table class="table">
            <thead>
              <tr>
                ${Object.values(names).map((name) => html`<th class="number">${name}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${calibration.bins.map(
                (bin) => html`<tr>
                  <td class="number">${decimal(bin.from, 1)} – ${decimal(bin.to, 1)}</td>
                  <td class="number">${integer(bin.detections)}</td>
                  <td class="number">${decimal(bin.meanScore)}</td>
                  <td class="number">${decimal(bin.precision)}</td>
                </tr>`,
              )}
            </tbody>
          </table>
        </div>
      </details>
    </section>`;
  }
}

customElements.define('bx-checkpoint-curves', CheckpointCurves);

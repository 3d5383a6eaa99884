/** Figures and progress of one run. `run` is the trainer's view of it, `best` the mAP of its best checkpoint. */
import { html, nothing } from 'lit';
import { Component, styles } from '../component.js';
import { decimal, duration, percent, rate } from '../format.js';
import { texts } from '../texts/training.js';
import { done, isActive } from '../training/runs.js';
import { learningRate } from './run-values.js';

const BADGES = { QUEUED: '', RUNNING: 'badge--accent', COMPLETED: 'badge--good', STOPPED: 'badge--warning', FAILED: 'badge--bad' };

/**
 * The state of a run as a badge.
 *
 * @param {string} state
 */
export const stateBadge = (state) => html`<span class="badge ${BADGES[state] ?? ''}">${texts.states[state] ?? state}</span>`;

class RunFigures extends Component {
  static properties = {
    run: { attribute: false },
    best: { attribute: false },
  };

  render() {
    const { run } = this;
    const estimated = run.minutes !== undefined && isActive(run);
    return html`
      <div class="run-figures">
        ${figure(texts.figures.progress, percent(done(run), 0))}
        ${Object.entries(texts.losses).map(([name, label]) => figure(label, decimal(run.losses?.[name])))}
        ${figure(texts.figures.learningRate, learningRate(run.learningRate))}
        ${figure(texts.figures.imagesPerSecond, run.imagesPerSecond > 0 ? rate(run.imagesPerSecond) : texts.unknown)}
        ${isActive(run)
          ? figure(texts.figures.left, duration(run.etaSeconds))
          : nothing}
        ${figure(texts.figures.best, decimal(this.best))}
      </div>
      <div
        class="meter"
        role="progressbar"
        aria-label=${texts.figures.progress}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(100 * done(run))}
      >
        <div class="meter__bar" ${styles({ width: percent(done(run)).replace(' ', '') })}></div>
      </div>
      <p class="muted small">
        ${run.steps === 0
          ? texts.waitsFor
          : html`${texts.epochs(run.epoch, run.epochs, estimated)} · ${texts.steps(run.step, run.steps, estimated)}`}
      </p>
    `;
  }
}

function figure(name, value) {
  return html`<div>
    <div class="figure__name">${name}</div>
    <div class="figure__value">${value}</div>
  </div>`;
}

customElements.define('bx-run-figures', RunFigures);

/**
 * The latest rollout of a model: how it is, what was measured, how far its budgets are used, how it ended. `model` is its
 * name. Shows nothing if there was none. Call `reload` when something has changed.
 */
import { html, nothing } from 'lit';
import { Component, styles } from '../component.js';
import { decimal, duration, integer, percent, sentence } from '../format.js';
import { live } from '../live.js';
import { budgets, classDifferences, isRunning, latestRollout, seconds } from '../models/rollouts.js';
import { Resource } from '../resource.js';
import { session } from '../session.js';
import { texts } from '../texts/rollouts.js';
import { endRollout } from './rollout.js';
import './time.js';

const EVERY = 2000;

/** Somebody else may start one, and nothing tells of it. */
const WITHOUT_ONE = 15_000;

const BADGES = {
  running: 'badge--accent',
  promoted: 'badge--good',
  completed: 'badge--good',
  'rolled-back': 'badge--bad',
  expired: 'badge--warning',
};

class RolloutCard extends Component {
  static properties = {
    model: {},
  };

  #latest = new Resource(this, (signal) => latestRollout(this.model, signal));
  #next = 0;

  connectedCallback() {
    super.connectedCallback();
    this.own(live.on('promotion', () => this.reload()));
    this.own(() => clearTimeout(this.#next));
  }

  reload() {
    this.#latest.reload();
  }

  updated() {
    clearTimeout(this.#next);
    if (this.#latest.value !== undefined) {
      this.#next = setTimeout(() => this.reload(), isRunning(this.#latest.value) ? EVERY : WITHOUT_ONE);
    }
  }

  render() {
    const { value: rollout, failure } = this.#latest;
    if (!rollout) {
      return failure ? html`<p class="notice notice--warning" role="status">${texts.away(failure.message)}</p>` : nothing;
    }
    return html`<section class="card stack" aria-labelledby="rollout">
      <div class="stack stack--tight">
        <div class="row row--apart">
          <h2 id="rollout" class="row">
            ${texts.title}
            <span class="badge">${texts.modes[rollout.mode] ?? rollout.mode}</span>
            <span class="badge ${BADGES[rollout.state] ?? ''}">${texts.states[rollout.state] ?? rollout.state}</span>
          </h2>
          ${isRunning(rollout) && session.may('promote')
            ? html`<button class="button button--danger" @click=${() => this.#end(rollout)}>${texts.end}</button>`
            : nothing}
        </div>
        <div role="status">
          ${failure ? html`<p class="notice notice--warning">${texts.away(failure.message)}</p>` : nothing} ${ending(rollout)}
        </div>
      </div>
      ${facts(rollout)}
      <div class="rollout__budgets">${budgets(rollout).map((budget) => meter(budget, rollout))}</div>
      ${differences(rollout)}
    </section>`;
  }

  async #end(rollout) {
    const ended = await endRollout(rollout);
    if (ended) {
      this.#latest.change(ended);
    } else {
      this.reload();
    }
  }
}

function ending({ state, end }) {
  return end
    ? html`<div class="notice ${state === 'rolled-back' ? 'notice--bad' : ''} stack stack--tight">
        <p class="breakable">${texts.outcomes[state] ?? state} ${sentence(end.reason)}</p>
        <p class="muted small">
          ${end.caller ? texts.endedBy(end.caller) : texts.endedByItself} <bx-time .value=${end.at}></bx-time> ·
          <a href="#history">${texts.toPromotions}</a>
        </p>
      </div>`
    : nothing;
}

function facts({ id, checkpoint, generation, mode, share, onSuccess, caller, reason, startedAt, measured }) {
  const fact = (name, value) => html`<dt>${name}</dt>
    <dd class="breakable">${value}</dd>`;
  return html`<dl class="facts">
    ${fact(texts.challenger, html`<a href="/models/${checkpoint}">${checkpoint}</a> ${texts.beside(generation)}`)}
    ${fact(texts.share, texts.shares[mode]?.(percent(share, 1)) ?? percent(share, 1))} ${fact(texts.onSuccess, texts.successes[onSuccess] ?? onSuccess)}
    ${fact(texts.started, html`<bx-time .value=${startedAt}></bx-time> ${texts.by(caller)}`)} ${fact(texts.reason, reason)}
    ${fact(texts.takesPart, texts.instances(measured.instances))}
    ${mode === 'canary' ? fact(texts.answers, texts.answered(measured.answers, measured.fallbacks)) : nothing}
    ${measured.dropped > 0 ? fact(texts.dropped, texts.notCompared(measured.dropped)) : nothing} ${fact(texts.name, id)}
  </dl>`;
}

function meter({ name, used, above }, rollout) {
  return html`<div class="stack stack--tight">
    <div>
      <div class="figure__name">${texts.budgets[name]}</div>
      <div class="rollout__figure">${figure(name, rollout)} ${above ? html`<span class="badge badge--warning">${texts.above}</span>` : nothing}</div>
    </div>
    <div class="meter"><div class="meter__bar ${above ? 'rollout__above' : ''}" ${styles({ width: `${100 * used}%` })}></div></div>
    <p class="muted small">${explanation(name, rollout)}</p>
  </div>`;
}

function figure(name, { measured, startedAt, end }) {
  const { images, differing, failures, latency } = measured;
  switch (name) {
    case 'images':
      return integer(images);
    case 'time':
      return duration((Date.parse(end?.at ?? new Date().toISOString()) - Date.parse(startedAt)) / 1000);
    case 'disagreement':
      return percent(images > 0 ? differing / images : NaN);
    case 'latency':
      return latency ? texts.times(decimal(latency.ratio, 2)) : '–';
    default:
      return integer(failures);
  }
}

function explanation(name, { mode, budgets: limits, measured }) {
  const { images, differing, failures } = measured;
  switch (name) {
    case 'images':
      return texts.imagesHint(integer(limits.images));
    case 'time':
      return texts.timeHint(duration(seconds(limits.duration)));
    case 'disagreement':
      return texts.disagreementHint(percent(limits.disagreement), integer(differing), integer(images));
    case 'latency':
      return `${texts.atMost(texts.times(decimal(limits.latencyRatio, 2)))} ${compared(mode, measured)}`;
    default:
      return texts.failuresHint(integer(images + failures));
  }
}

function compared(mode, { latency, waits, championMillis, challengerMillis }) {
  const callers = waits?.[latency?.of];
  if (callers) {
    return texts.waitHint[latency.of](decimal(callers.challengerMillis, 0), decimal(callers.championMillis, 0));
  }
  return latency ? texts.engineHint(decimal(challengerMillis, 1), decimal(championMillis, 1)) : texts.noTimes[mode];
}

function differences(rollout) {
  const rows = classDifferences(rollout);
  const names = texts.columns;
  return rows.length === 0
    ? nothing
    : html`<div class="stack stack--tight">
        <h3 id="rollout-classes">${texts.classes}</h3>
        <div class="table-frame" tabindex="0" role="group" aria-labelledby="rollout-classes">
          <table class="table">
            <thead>
              <tr>
                <th>${names.label}</th>
                <th class="number">${names.matched}</th>
                <th class="number">${names.relabelled}</th>
                <th class="number">${names.onlyChampion}</th>
                <th class="number">${names.onlyChallenger}</th>
              </tr>
            </thead>
            <tbody>
              ${rows.map(
                ({ label, matched, relabelled, onlyChampion, onlyChallenger }) =>
                  html`<tr>
                    <td class="breakable rollout__class">${label}</td>
                    ${[matched, relabelled, onlyChampion, onlyChallenger].map((count) => html`<td class="number">${integer(count)}</td>`)}
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
        <p class="muted small">${texts.classesHint}</p>
      </div>`;
}

customElements.define('bx-rollout-card', RolloutCard);

/** One import: its state, counts, reasons and warnings. */
import { html, nothing } from 'lit';
import { address } from '../api.js';
import { styles } from '../component.js';
import { bytes, duration, integer, sentence } from '../format.js';
import { session } from '../session.js';
import { texts } from '../texts/import.js';
import { reasonName } from '../texts/review.js';
import { sourceOf } from './source.js';

const KINDS = { RECEIVING: 'badge--accent', RUNNING: 'badge--accent', DONE: 'badge--good', FAILED: 'badge--bad', CANCELLED: 'badge--warning' };
const SPLITS = ['train', 'val', 'test'];
const SHARES = ['accepted', 'duplicates', 'rejected'];

/** Whether an import goes on. */
export const isActive = ({ state }) => state === 'RECEIVING' || state === 'RUNNING';

/**
 * @param {object} status of GET /v1/imports/{id}
 * @param {{cancel: () => void}} actions
 */
export function importCard(status, { cancel }) {
  const { id, state, format, caller, images, detail } = status;
  return html`<article class="card import" aria-label=${format || texts.unrecognised}>
    <div class="card__head">
      <div class="row">
        <span class="badge ${KINDS[state] ?? ''}">${texts.states[state] ?? state}</span>
        <h3>${format || texts.unrecognised}</h3>
      </div>
      <div class="row">
        ${status.startedAt ? html`<bx-time class="muted small" .value=${status.startedAt}></bx-time>` : nothing}
        ${caller ? html`<span class="muted small">${texts.by(caller)}</span>` : nothing}
        ${took(status)}
        ${isActive(status) && session.may('label')
          ? html`<button class="button button--small" @click=${cancel}>${texts.imports.cancel}</button>`
          : nothing}
      </div>
    </div>
    <div class="stack stack--tight">
      ${detail ? html`<p class=${state === 'FAILED' ? 'notice notice--bad' : 'muted'}>${sentence(detail)}</p>` : nothing}
      ${state === 'RECEIVING' && status.received ? received(status) : nothing}
      ${images.total > 0 ? html`${progress(status)} ${counts(status)}` : nothing} ${rejections(status)} ${warnings(status)} ${facts(status)}
      <p class="muted small">${texts.facts.id} <code>${id}</code></p>
    </div>
  </article>`;
}

function took({ startedAt, endedAt }) {
  return startedAt && endedAt
    ? html`<span class="muted small">${texts.took(duration((new Date(endedAt) - new Date(startedAt)) / 1000))}</span>`
    : nothing;
}

/** How much of the archive has come. */
function received({ received: { bytes: come, total } }) {
  return html`${total
      ? html`<div class="meter import__meter" role="progressbar" aria-label=${texts.states.RECEIVING} aria-valuemin="0" aria-valuemax=${total} aria-valuenow=${come}>
          <div class="import__share import__share--accepted" ${styles({ width: `${(100 * come) / total}%` })}></div>
        </div>`
      : nothing}
    <p class="muted small">${total ? texts.received(bytes(come), bytes(total)) : bytes(come)}</p>`;
}

function progress({ images, state, format }) {
  const done = images.total - images.pending;
  return html`<div
      class="meter import__meter"
      role="progressbar"
      aria-label=${format || texts.unrecognised}
      aria-valuemin="0"
      aria-valuemax=${images.total}
      aria-valuenow=${done}
    >
      ${SHARES.map((name) => html`<div class="import__share import__share--${name}" ${styles({ width: `${(100 * images[name]) / images.total}%` })}></div>`)}
    </div>
    ${state === 'RUNNING' ? html`<p class="muted small">${texts.progress(done, images.total)}</p>` : nothing}`;
}

function counts(status) {
  const { images } = status;
  const shown = [...SHARES, ...(images.pending > 0 ? ['pending'] : [])];
  return html`<ul class="import__counts">
    ${shown.map(
      (name) =>
        html`<li>
          <span class="import__swatch import__share--${name}"></span><span class="figure__name">${name === 'pending' && !isActive(status) ? texts.counts.left : texts.counts[name]}</span>
          <strong>${integer(images[name])}</strong>
          ${name === 'accepted' && images.relabelled > 0
            ? html`<span class="muted small">${integer(images.relabelled)} ${texts.counts.relabelled}</span>`
            : nothing}
        </li>`,
    )}
  </ul>`;
}

function rejections(status) {
  const reasons = Object.entries(status.rejections).sort(([, a], [, b]) => b - a);
  if (reasons.length === 0) {
    return nothing;
  }
  const { id } = status;
  return html`<div>
    <h4 class="import__heading">${texts.rejections}</h4>
    <ul class="import__reasons">
      ${reasons.map(
        ([reason, count]) =>
          html`<li><a href=${address('/review/quarantine', { reason, import: id })}>${reasonName(reason)}</a> ${integer(count)}</li>`,
      )}
    </ul>
    <p><a href=${address('/review/quarantine', { import: id })}>${texts.quarantine}</a></p>
  </div>`;
}

function warnings(status) {
  return status.warnings.length === 0
    ? nothing
    : html`<div class="notice notice--warning">
        <h4 class="import__heading">${texts.warnings}</h4>
        <ul>
          ${status.warnings.map((warning) => html`<li>${warning}</li>`)}
        </ul>
      </div>`;
}

function facts({ split, classes, clipped, state, ...status }) {
  const splits = SPLITS.filter((name) => name in split).map((name) => [name, split[name]]);
  if (splits.length === 0 && classes.length === 0) {
    return nothing;
  }
  return html`<dl class="facts">
    ${splits.length > 0
      ? html`<dt>${texts.facts.splits}</dt>
          <dd>${splits.map(([name, count]) => texts.facts.split(name, count)).join(', ')}</dd>`
      : nothing}
    ${classes.length > 0
      ? html`<dt>${texts.facts.classes}</dt>
          <dd>${classes.join(', ')}</dd>`
      : nothing}
    ${clipped.boxes > 0
      ? html`<dt>${texts.facts.clipped}</dt>
          <dd>${texts.facts.clippedBoxes(clipped)}</dd>`
      : nothing}
  </dl>
  ${state === 'DONE' ? html`<p><a href=${address('/images', { source: sourceOf(status) })}>${texts.dataSet}</a></p>` : nothing}`;
}

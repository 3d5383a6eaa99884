/** Why an entry is in its queue, what to do about it, and where it came from. */
import { html, nothing } from 'lit';
import { bytes } from '../format.js';
import { countedBoxes, reasonAdvice, reasonName, texts } from '../texts/review.js';

/**
 * What to do about the reasons of an entry.
 *
 * @param {object} entry
 * @param {unknown} heading a template
 */
export function whatToDo(entry, heading) {
  const [first, ...others] = entry.reasons;
  return html`<div class="stack stack--tight">
    ${heading}
    <p>${reasonAdvice(first)}</p>
    ${others.map((code) => html`<p class="muted small">${reasonName(code)}: ${reasonAdvice(code)}</p>`)}
  </div>`;
}

/**
 * Names and values of an entry.
 *
 * @param {object} entry
 * @param {object} [shown] of details.js
 */
export function facts(entry, shown) {
  const { item } = entry;
  const source = item.source ?? shown?.source;
  const split = item.split ?? shown?.split;
  return html`<dl class="facts">
    ${fact(texts.detail.reason, entry.reasons.map(reasonName).join(', '))}
    ${entry.score === undefined ? nothing : fact(texts.detail.score, texts.list.score(entry.score))}
    ${source ? fact(texts.detail.source, `${source.name} (${source.kind})`) : nothing}
    ${split ? fact(texts.detail.split, texts.filters.splits[split] ?? split) : nothing}
    ${item.original ? fact(texts.detail.file, bytes(item.original.size)) : nothing}
    ${item.model ? fact(texts.detail.model, texts.detail.generation(item.model)) : nothing}
    ${item.request?.key ? fact(texts.detail.request, item.request.key) : nothing}
    ${shown?.boxes.length ? fact(texts.detail.labels, countedBoxes(shown.boxes)) : nothing}
    ${entry.at ? fact(texts.detail.at, html`<bx-time .value=${entry.at}></bx-time>`) : nothing}
  </dl>`;
}

function fact(name, value) {
  return html`<dt>${name}</dt>
    <dd>${value}</dd>`;
}

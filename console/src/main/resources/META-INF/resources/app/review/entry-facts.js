/** Where an entry came from, and why it is in its queue. */
import { html, nothing } from 'lit';
import { bytes } from '../format.js';
import { countedBoxes, reasonName, texts } from '../texts/review.js';

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

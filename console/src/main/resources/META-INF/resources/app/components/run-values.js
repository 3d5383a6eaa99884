/** Settings and data sets of runs as they are shown. */
import { html } from 'lit';
import { integer, names } from '../format.js';
import { texts } from '../texts/training.js';

/** A learning rate: 0.00300, 3.15e-6; – if there is none. */
export const learningRate = (value) =>
  value > 0 ? (value < 0.001 ? value.toExponential(2) : value.toPrecision(3)) : texts.unknown;

/**
 * @param {string} name of a setting or of a part of a data set
 * @param {unknown} value undefined if the run has none
 */
export function settingText(name, value) {
  if (name === 'earlyStopping') {
    return value ? texts.earlyStopping(value) : texts.never;
  }
  if (name === 'parent') {
    return value ? html`<a href="/models/${value}">${value}</a>` : texts.fromBase;
  }
  if (name === 'requestedBy') {
    return { images: texts.byImages, hand: texts.byHand }[value] ?? value ?? texts.unknown;
  }
  if (value === undefined || value === null) {
    return texts.unknown;
  }
  if (Array.isArray(value)) {
    return names(value);
  }
  if (name === 'hash') {
    return html`<code>${value.slice(0, 12)}</code>`;
  }
  return typeof value === 'number' && name !== 'seed' && Number.isInteger(value) ? integer(value) : String(value);
}

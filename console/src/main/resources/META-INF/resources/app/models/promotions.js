/** What can be said about promotions and decisions without a page. */

/**
 * The promotions, newest first, with the time until which each served.
 *
 * @param {{generation: number, decidedAt: string}[]} promotions oldest first
 * @returns {object[]} each with `current` and, unless it is, `until`
 */
export function chain(promotions) {
  return promotions
    .map((promotion, index) => ({ ...promotion, current: index === promotions.length - 1, until: promotions[index + 1]?.decidedAt }))
    .reverse();
}

/**
 * The promotion to roll back to: the latest one of another checkpoint than the present one.
 *
 * @param {{checkpoint: string}[]} promotions oldest first
 * @returns {object | undefined}
 */
export function earlier(promotions) {
  const present = promotions.at(-1)?.checkpoint;
  return promotions.findLast(({ checkpoint }) => checkpoint !== present);
}

/**
 * Whether inference serves the newest promotion.
 *
 * @param {{generation: number}[]} promotions oldest first
 * @param {{generation: number} | undefined} served as inference describes it; undefined without a model
 * @returns {'none' | 'served' | 'loading'} none: nothing is promoted
 */
export function serving(promotions, served) {
  const newest = promotions.at(-1);
  if (!newest && !served) {
    return 'none';
  }
  return served && (!newest || served.generation >= newest.generation) ? 'served' : 'loading';
}

/**
 * Class by class against the champion. A gain of the decision's evidence was measured on the same images; without one
 * the scores are compared if both checkpoints have the same validation set.
 *
 * @param {object} evaluation
 * @param {object | undefined} champion the champion's evaluation
 * @returns {{label: string, groundTruths: number, voc07: number | null, coco: number | null, champion?: number,
 *     difference?: number, low?: number, high?: number}[]} the largest fall first
 */
export function classRows(evaluation, champion) {
  const gains = evaluation.decision?.evidence?.gain?.perClass ?? {};
  const comparable = champion?.validationSet?.id === evaluation.validationSet?.id ? champion?.perClass ?? {} : {};
  return Object.entries(evaluation.perClass)
    .map(([label, scores]) => ({ label, ...scores, ...against(scores.voc07, gains[label], comparable[label]?.voc07) }))
    .sort((left, right) => (left.difference ?? 0) - (right.difference ?? 0) || left.label.localeCompare(right.label));
}

function against(score, gain, champion) {
  if (gain) {
    return { champion: score - gain.value, difference: gain.value, low: gain.low, high: gain.high };
  }
  return Number.isFinite(score) && Number.isFinite(champion) ? { champion, difference: score - champion } : {};
}

/**
 * Where an interval lies in a bar that has zero in its middle.
 *
 * @param {{value: number, low: number, high: number}} gain
 * @param {number} reach the value at the ends of the bar
 * @returns {{left: number, width: number, value: number}} shares of the bar's width from 0 to 1
 */
export function interval({ value, low, high }, reach) {
  const place = (at) => Math.min(1, Math.max(0, (at + reach) / (2 * reach)));
  return { left: place(low), width: place(high) - place(low), value: place(value) };
}

/** The false and missed boxes of a checkpoint beside the champion's, and which of them filters let through. */

const SMALL = 32 * 32;
const LARGE = 96 * 96;

/**
 * @typedef {{kind: string, label: string, size: string, from: number, to: number, side: string}} Filters
 * @typedef {{falseBoxes: number, missedBoxes: number, groundTruths: object[], detections: object[]}} Found
 */

/**
 * The size of an object as COCO counts it.
 *
 * @param {{xMin: number, yMin: number, xMax: number, yMax: number}} box in pixels of the image
 * @returns {'small' | 'medium' | 'large'}
 */
export function sizeOf({ xMin, yMin, xMax, yMax }) {
  const area = (xMax - xMin) * (yMax - yMin);
  return area < SMALL ? 'small' : area < LARGE ? 'medium' : 'large';
}

/**
 * The filters of a query.
 *
 * @param {URLSearchParams} query
 * @returns {Filters}
 */
export function filters(query) {
  const read = (name) => query.get(name) ?? '';
  return {
    kind: read('kind'),
    label: read('class'),
    size: read('size'),
    from: Number(read('from')) || 0,
    to: query.has('to') ? Number(read('to')) : 1,
    side: read('side') || 'checkpoint',
  };
}

/**
 * The boxes of an image with their kind.
 *
 * @param {Found} found
 * @returns {{kind: 'false' | 'missed' | 'correct', box: object}[]} a label that was found is there once, as its detection
 */
export function boxesOf({ groundTruths, detections }) {
  return [
    ...groundTruths.filter(({ missed }) => missed).map((box) => ({ kind: 'missed', box })),
    ...detections.map((box) => ({ kind: box.falsePositive ? 'false' : 'correct', box })),
  ];
}

/**
 * Whether filters let an error through. What was missed has no score: where scores are asked for, it does not count.
 *
 * @param {Filters} filters
 * @returns {(each: {kind: string, box: object}) => boolean}
 */
export function lets({ kind, label, size, from, to }) {
  return (each) =>
    each.kind !== 'correct' &&
    (!kind || each.kind === kind) &&
    (!label || each.box.label === label) &&
    (!size || sizeOf(each.box) === size) &&
    ((from <= 0 && to >= 1) || (each.kind === 'false' && each.box.score >= from && each.box.score <= to));
}

/**
 * The errors as the evaluator tells them, from the worst images of a report: for evaluations of earlier releases, which
 * keep no results by image.
 *
 * @param {{worstImages: object[]}} report
 * @param {Filters} chosen
 * @returns {{items: object[], championDetails: string, total: number}} the images with the most errors first
 */
export function ofReport({ worstImages }, chosen) {
  const accepts = lets(chosen);
  const items = worstImages
    .map(({ id, width, height, ...found }) => ({
      id,
      width,
      height,
      matching: boxesOf(found).filter(accepts).length,
      checkpoint: found,
      champion: null,
    }))
    .filter(({ matching }) => matching > 0)
    .sort((left, right) => right.matching - left.matching);
  return { items, championDetails: 'details-not-available', total: items.length };
}

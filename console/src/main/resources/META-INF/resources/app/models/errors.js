/** The false and missed boxes of a checkpoint, and which of them filters let through. */

const SMALL = 32 * 32;
const LARGE = 96 * 96;

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
 * The boxes of an image with their kind.
 *
 * @param {{groundTruths: object[], detections: object[]}} image of a report
 * @returns {{kind: 'false' | 'missed' | 'correct', box: object}[]} a label that was found is there once, as its detection
 */
export function boxesOf({ groundTruths, detections }) {
  return [
    ...groundTruths.filter(({ missed }) => missed).map((box) => ({ kind: 'missed', box })),
    ...detections.map((box) => ({ kind: box.falsePositive ? 'false' : 'correct', box })),
  ];
}

/**
 * Whether filters let an error through; empty filters let all through. The score is that of false boxes only.
 *
 * @param {{kind: string, label: string, size: string, minimumScore: number}} filters
 */
export function lets({ kind, label, size, minimumScore }) {
  return (each) =>
    each.kind !== 'correct' &&
    (!kind || each.kind === kind) &&
    (!label || each.box.label === label) &&
    (!size || sizeOf(each.box) === size) &&
    (each.kind !== 'false' || each.box.score >= (minimumScore || 0));
}

/**
 * The images that have errors which filters let through, those with the most first.
 *
 * @param {object[]} images of a report
 * @param {object} filters
 * @returns {{image: object, errors: {kind: string, box: object}[]}[]}
 */
export function gallery(images, filters) {
  const accepts = lets(filters);
  return images
    .map((image) => ({ image, errors: boxesOf(image).filter(accepts) }))
    .filter(({ errors }) => errors.length > 0)
    .sort((left, right) => right.errors.length - left.errors.length);
}

/**
 * The classes that have errors, in alphabetical order.
 *
 * @param {object[]} images of a report
 * @returns {string[]}
 */
export function classesWithErrors(images) {
  const labels = images.flatMap((image) => boxesOf(image).filter(({ kind }) => kind !== 'correct').map(({ box }) => box.label));
  return [...new Set(labels)].sort();
}

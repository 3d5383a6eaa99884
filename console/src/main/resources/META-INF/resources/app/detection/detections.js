/** What is done in the browser with the boxes of an answer. */

/** The lowest score that is asked for: below it the detector reports nothing. */
export const LOWEST = 0.01;

/** Boxes below the threshold from this score on are offered in the editor. */
const SUGGESTED_FROM = 0.2;

/**
 * The threshold of a class.
 *
 * @param {number | {overall: number, perClass: Record<string, number>}} threshold one for all, or those of the model
 * @param {string} label
 * @returns {number}
 */
export function thresholdOf(threshold, label) {
  return typeof threshold === 'number' ? threshold : threshold.perClass?.[label] ?? threshold.overall;
}

/**
 * The boxes that reach the threshold, best first.
 *
 * @template {{label: string, score: number}} Box
 * @param {Box[]} boxes
 * @param {number | object} threshold
 * @returns {Box[]}
 */
export function reaching(boxes, threshold) {
  return boxes.filter(({ label, score }) => score >= thresholdOf(threshold, label)).sort((left, right) => right.score - left.score);
}

/**
 * What the editor begins with: the boxes that are shown, and weaker ones as suggestions.
 *
 * @param {object[]} boxes
 * @param {number | object} threshold
 * @returns {{boxes: object[], suggestions: object[]}}
 */
export function start(boxes, threshold) {
  const shown = new Set(reaching(boxes, threshold));
  return {
    boxes: [...shown].map(label),
    suggestions: boxes.filter((box) => !shown.has(box) && box.score >= SUGGESTED_FROM),
  };
}

/**
 * Boxes as ingest takes them in a JSON annotation.
 *
 * @param {object[]} boxes
 * @returns {{boxes: object[]}}
 */
export const annotation = (boxes) => ({ boxes: boxes.map(label) });

/**
 * The id that an image has in the data set if it is canonical already: the SHA-256 of its bytes.
 *
 * @param {Blob} file
 * @returns {Promise<string | undefined>} undefined where the browser does not compute it: on pages without HTTPS
 */
export async function imageId(file) {
  if (!globalThis.crypto?.subtle) {
    return undefined;
  }
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The first image among files or items of a clipboard.
 *
 * @param {DataTransfer | null} transfer
 * @returns {File | undefined}
 */
export function imageOf(transfer) {
  const files = [...(transfer?.files ?? [])];
  return files.find(({ type }) => type.startsWith('image/')) ?? files[0];
}

const label = ({ label: name, xMin, yMin, xMax, yMax, difficult = false }) => ({ label: name, xMin, yMin, xMax, yMax, difficult });

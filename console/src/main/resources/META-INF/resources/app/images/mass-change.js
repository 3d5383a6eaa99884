/** The same change for many items, some at a time. */
const AT_ONCE = 4;

/**
 * Does something with each item. What fails does not keep the others from being done.
 *
 * @template T
 * @param {T[]} items
 * @param {(item: T) => Promise<unknown>} change its answer is kept
 * @param {{onProgress?: (done: number) => void, signal?: AbortSignal}} [options] signal: no further item is begun
 * @returns {Promise<{done: {item: T, result: any}[], failed: {item: T, failure: Error}[]}>}
 */
export async function changeEach(items, change, { onProgress = () => {}, signal } = {}) {
  const done = [];
  const failed = [];
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) {
      if (signal?.aborted) {
        return;
      }
      try {
        done.push({ item, result: await change(item) });
      } catch (failure) {
        failed.push({ item, failure });
      }
      onProgress(done.length + failed.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { done, failed };
}

/**
 * The boxes of an image with another class.
 *
 * @param {object[]} boxes
 * @param {string} from the class to change; empty for every class
 * @param {string} to
 * @returns {{boxes: object[], changed: number}}
 */
export function withClass(boxes, from, to) {
  const differs = ({ label }) => label !== to && (from === '' || label === from);
  return {
    boxes: boxes.map((box) => (differs(box) ? { ...box, label: to } : box)),
    changed: boxes.filter(differs).length,
  };
}

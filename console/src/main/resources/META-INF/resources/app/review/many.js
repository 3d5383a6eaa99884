/** The same request for many entries, a few at a time. */
const AT_ONCE = 4;

/**
 * Does something with each id. One failure does not stop the others.
 *
 * @param {string[]} ids
 * @param {(id: string) => Promise<unknown>} action
 * @param {(done: number) => void} [onProgress]
 * @returns {Promise<{done: string[], failed: {id: string, failure: Error}[]}>}
 */
export async function forEach(ids, action, onProgress = () => {}) {
  const waiting = [...ids];
  const done = [];
  const failed = [];
  const work = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      try {
        await action(id);
        done.push(id);
      } catch (failure) {
        failed.push({ id, failure });
      }
      onProgress(done.length + failed.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { done, failed };
}

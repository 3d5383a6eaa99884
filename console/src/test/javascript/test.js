/** Tests of modules that need no page: `test` runs them, in order; `finished` tells what came of them. */
const results = [];
let last = Promise.resolve();

/**
 * @param {string} name says what is so
 * @param {() => void | Promise<void>} check throws if it is not
 */
export function test(name, check) {
  last = last.then(async () => {
    try {
      await check();
      results.push({ name, failure: '' });
    } catch (failure) {
      results.push({ name, failure: `${failure.message}` });
    }
  });
}

/** @returns {Promise<{name: string, failure: string}[]>} the results of all tests; an empty failure is a success */
export async function finished() {
  await last;
  return results;
}

/** Fails unless both are the same as JSON; undefined fields do not count. */
export function equal(actual, expected) {
  const [left, right] = [text(actual), text(expected)];
  if (left !== right) {
    throw new Error(`expected ${right} but was ${left}`);
  }
}

/** Fails unless the numbers differ by at most a tolerance. */
export function near(actual, expected, tolerance = 1e-9) {
  if (!(Math.abs(actual - expected) <= tolerance)) {
    throw new Error(`expected ${expected} ± ${tolerance} but was ${actual}`);
  }
}

/** Fails unless it is true. */
export function assert(condition, message = 'expected something true') {
  if (!condition) {
    throw new Error(message);
  }
}

const text = (value) => JSON.stringify(value, (key, part) => (Number.isNaN(part) ? 'NaN' : part)) ?? 'undefined';

/**
 * Tests of the console's modules. A file `NAME.test.js` in this folder imports what it tests by its address in the
 * browser, as in `import { ago } from '/app/format.js'`, and declares tests with `test`. The class `JavaScriptTests` in
 * `deploy/local` runs each file in a page of its own and reports each test by name.
 */

/** @type {{name: string, check: () => unknown}[]} */
const tests = [];

/**
 * Declares a test. It fails if its function throws or its promise is rejected.
 *
 * @param {string} name what holds, as a sentence
 * @param {() => unknown} check
 */
export function test(name, check) {
  tests.push({ name, check });
}

/**
 * Runs the tests that were declared, one after the other.
 *
 * @returns {Promise<{name: string, failure: string}[]>} failure is empty if the test passed
 */
export async function run() {
  const results = [];
  for (const { name, check } of tests) {
    document.body.replaceChildren();
    results.push({ name, failure: await failureOf(check) });
  }
  return results;
}

async function failureOf(check) {
  try {
    await check();
    return '';
  } catch (failure) {
    return failure?.stack ?? String(failure);
  }
}

export const assert = {
  /** @param {unknown} value */
  ok(value, message = `${shown(value)} is not true`) {
    if (!value) {
      throw new Error(message);
    }
  },

  /** Compares objects, arrays, maps and sets by their content. */
  equal(actual, expected, message = '') {
    if (!same(actual, expected)) {
      throw new Error(`${message ? `${message}: ` : ''}expected ${shown(expected)}, was ${shown(actual)}`);
    }
  },

  /** @param {number} tolerance the largest difference that is allowed */
  close(actual, expected, tolerance = 1e-9) {
    if (!(Math.abs(actual - expected) <= tolerance)) {
      throw new Error(`expected ${expected} ± ${tolerance}, was ${actual}`);
    }
  },

  /**
   * The function throws, or its promise is rejected.
   *
   * @param {() => unknown} action
   * @param {RegExp} [message] what the error says
   * @returns {Promise<Error>} the error
   */
  async fails(action, message = /(?:)/) {
    let failure;
    try {
      await action();
    } catch (error) {
      failure = error;
    }
    assert.ok(failure, 'expected a failure');
    assert.ok(message.test(failure.message), `expected a failure like ${message}, was ${shown(failure.message)}`);
    return failure;
  },
};

/**
 * Waits until a condition holds.
 *
 * @param {() => unknown} condition
 * @param {number} [atMost] milliseconds
 * @returns {Promise<unknown>} its value
 */
export async function eventually(condition, atMost = 10_000) {
  const end = performance.now() + atMost;
  for (;;) {
    const value = await condition();
    if (value) {
      return value;
    }
    assert.ok(performance.now() < end, `within ${atMost} ms: ${condition}`);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

function same(left, right) {
  if (Object.is(left, right)) {
    return true;
  }
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
    return false;
  }
  if (Object.getPrototypeOf(left) !== Object.getPrototypeOf(right)) {
    return false;
  }
  if (left instanceof Date || left instanceof URL) {
    return String(left) === String(right);
  }
  if (left instanceof Map || left instanceof Set) {
    return same([...left], [...right]);
  }
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && same(left[key], right[key]));
}

function shown(value) {
  if (value instanceof Map || value instanceof Set) {
    return `${value.constructor.name} ${shown([...value])}`;
  }
  if (typeof value === 'function' || typeof value === 'undefined' || typeof value === 'bigint') {
    return String(value);
  }
  return JSON.stringify(value) ?? String(value);
}

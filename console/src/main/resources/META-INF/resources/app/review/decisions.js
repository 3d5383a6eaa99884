/** Decisions about many entries at once: in requests about some of them, so that there is progress. */
import { api } from '../api.js';
import { caller } from '../caller.js';
import { ingestAddress } from './entries.js';

const AT_ONCE = 50;

/**
 * What became of a decision.
 *
 * @typedef {{done: string[], gone: string[], failed: {id: string, message: string}[], failure?: Error}} Decision gone:
 *     someone else has dealt with them; failure: what ended it early
 */

/**
 * Decides about entries by id.
 *
 * @param {{path: string, bulk: string[], single: Record<string, (id: string) => Promise<unknown>>}} queue
 * @param {string} action
 * @param {string[]} ids
 * @param {(decided: number) => void} [onProgress]
 * @returns {Promise<Decision>}
 */
export async function decide(queue, action, ids, onProgress = () => {}) {
  const decision = { done: [], gone: [], failed: [] };
  try {
    for (let start = 0; start < ids.length; start += AT_ONCE) {
      const some = ids.slice(start, start + AT_ONCE);
      add(decision, await results(queue, action, some));
      onProgress(count(decision));
    }
  } catch (failure) {
    decision.failure = failure;
  }
  return decision;
}

/**
 * Decides about everything that a filter selects, also what has not been loaded.
 *
 * @param {{path: string}} queue
 * @param {string} action
 * @param {Record<string, string>} filter
 * @param {(decided: number) => void} [onProgress]
 * @returns {Promise<Decision>}
 */
export async function decideAll(queue, action, filter, onProgress = () => {}) {
  const decision = { done: [], gone: [], failed: [] };
  try {
    let after;
    do {
      const answer = await api.post(ingestAddress([queue.path, action]), { ...filter, limit: AT_ONCE, after, caller: caller() });
      add(decision, answer.results);
      onProgress(count(decision));
      after = answer.next ?? undefined;
    } while (after);
  } catch (failure) {
    decision.failure = failure;
  }
  return decision;
}

/** Whether an answer says that someone else has dealt with the entry. */
export function isGone({ status, code }) {
  return status === 404 || (status === 409 && ['answered', 'dismissed'].includes(code));
}

async function results(queue, action, ids) {
  if (queue.bulk.includes(action)) {
    return (await api.post(ingestAddress([queue.path, action]), { ids, caller: caller() })).results;
  }
  return Promise.all(ids.map((id) => result(id, queue.single[action])));
}

async function result(id, action) {
  try {
    await action(id);
    return { id, status: 200 };
  } catch ({ status, code, message }) {
    return { id, status, code, detail: message };
  }
}

function add(decision, answers) {
  for (const { id, status, code, detail } of answers) {
    if (status > 0 && status < 400) {
      decision.done.push(id);
    } else if (isGone({ status, code })) {
      decision.gone.push(id);
    } else {
      decision.failed.push({ id, message: detail ?? code });
    }
  }
}

const count = ({ done, gone, failed }) => done.length + gone.length + failed.length;

/** What evaluator and inference say about models. */
import { api } from '../api.js';

/**
 * The model that inference serves.
 *
 * @param {AbortSignal} signal
 * @returns {Promise<object | null>} null if no model is promoted yet
 */
export async function servedModel(signal) {
  try {
    return await api.get('/api/inference/v1/model', { signal });
  } catch (failure) {
    if (failure.code === 'no-model') {
      return null;
    }
    throw failure;
  }
}

/**
 * The promotions of the model that the newest evaluation is of.
 *
 * @param {AbortSignal} signal
 * @returns {Promise<{model: string | undefined, promotions: object[]}>} model is undefined before the first evaluation
 */
export async function promotions(signal) {
  const { evaluations } = await api.get('/api/evaluator/v1/evaluations', { signal, query: { limit: 1 } });
  if (evaluations.length === 0) {
    return { model: undefined, promotions: [] };
  }
  const [{ model }] = evaluations;
  return api.get(`/api/evaluator/v1/models/${encodeURIComponent(model)}/promotions`, { signal });
}

/**
 * The evaluation of a checkpoint.
 *
 * @param {string} checkpoint
 * @param {AbortSignal} signal
 */
export const evaluation = (checkpoint, signal) =>
  api.get(`/api/evaluator/v1/evaluations/${encodeURIComponent(checkpoint)}`, { signal });

/**
 * Where a checkpoint fails.
 *
 * @param {string} checkpoint
 * @param {AbortSignal} signal
 */
export const report = (checkpoint, signal) =>
  api.get(`/api/evaluator/v1/evaluations/${encodeURIComponent(checkpoint)}/report`, { signal });

/**
 * A page of the images with errors, those with the most first, the champion's boxes beside them.
 *
 * @param {string} checkpoint
 * @param {import('./errors.js').Filters} filters
 * @param {{after?: string, signal?: AbortSignal}} [options] after: `next` of the page before
 */
export const errors = (checkpoint, { kind, label, size, from, to, side }, { after, signal } = {}) =>
  api.get(`/api/evaluator/v1/evaluations/${encodeURIComponent(checkpoint)}/errors`, {
    signal,
    query: { kind, class: label, size, minScore: from > 0 ? from : '', maxScore: to < 1 ? to : '', side, after },
  });

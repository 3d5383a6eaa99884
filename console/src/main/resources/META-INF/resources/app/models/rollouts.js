/** Rollouts: what the evaluator says about them, and how far their budgets are used. */
import { api } from '../api.js';

const PATH = '/api/evaluator/v1/rollouts';

/** The share of the images on which a challenger may fail. */
export const FAILURE_LIMIT = 0.01;

/**
 * The latest rollout of a model.
 *
 * @param {string} model
 * @param {AbortSignal} signal
 * @returns {Promise<object | null>} null if there was none
 */
export async function latestRollout(model, signal) {
  const { rollouts } = await api.get(PATH, { signal, query: { model, limit: 1 } });
  return rollouts[0] ?? null;
}

/** Starts a rollout. */
export const start = (rollout) => api.post(PATH, rollout);

/** Ends one. */
export const end = (id, request) => api.post(`${PATH}/${encodeURIComponent(id)}/end`, request);

/** @returns {boolean} whether it goes on */
export const isRunning = (rollout) => rollout?.state === 'running';

/**
 * What the fields of the question ask for.
 *
 * @param {string} model
 * @param {string} checkpoint
 * @param {Record<string, string>} fields shares in percent, the duration in hours
 * @returns {object} without caller and reason
 */
export function request(model, checkpoint, fields) {
  return {
    model,
    checkpoint,
    mode: fields.mode,
    share: Number(fields.share) / 100,
    budgets: {
      latencyRatio: Number(fields.latencyRatio),
      disagreement: Number(fields.disagreement) / 100,
      images: Number(fields.images),
      duration: `PT${Math.round(Number(fields.hours) * 60)}M`,
    },
    onSuccess: fields.onSuccess ? 'promote' : 'nothing',
  };
}

/**
 * The seconds of a duration as the evaluator writes it, such as PT24H or PT1H30M.
 *
 * @param {string} text
 * @returns {number} NaN if it is none
 */
export function seconds(text) {
  const parts = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/.exec(text);
  return parts ? Number(parts[1] ?? 0) * 3600 + Number(parts[2] ?? 0) * 60 + Number(parts[3] ?? 0) : NaN;
}

/**
 * How far each budget is used.
 *
 * @param {object} rollout
 * @param {number} [now] milliseconds
 * @returns {{name: 'images' | 'time' | 'disagreement' | 'latency' | 'failures', used: number, above: boolean}[]} used: the
 *     share of the budget, from 0 to 1; above: the figure is above a budget that must be kept
 */
export function budgets({ budgets: limits, measured, startedAt, end: ended }, now = Date.now()) {
  const { images, differing, failures, latency } = measured;
  const tried = images + failures;
  const passed = (Date.parse(ended?.at ?? new Date(now).toISOString()) - Date.parse(startedAt)) / 1000;
  return [
    goal('images', images / limits.images),
    goal('time', passed / seconds(limits.duration)),
    limit('disagreement', images > 0 ? differing / images : 0, limits.disagreement),
    limit('latency', latency?.ratio ?? 0, limits.latencyRatio),
    limit('failures', tried > 0 ? failures / tried : 0, FAILURE_LIMIT),
  ];
}

const within = (value) => (Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0);

const goal = (name, used) => ({ name, used: within(used), above: false });

/** A limit of 0 is used up by the first one. */
const limit = (name, value, most) => ({ name, used: within(most > 0 ? value / most : Math.sign(value)), above: value > most });

/**
 * The differences by class, those with the most of them first.
 *
 * @param {object} rollout
 * @returns {{label: string, matched: number, relabelled: number, onlyChampion: number, onlyChallenger: number}[]}
 */
export function classDifferences({ measured }) {
  const differences = ({ relabelled, onlyChampion, onlyChallenger }) => relabelled + onlyChampion + onlyChallenger;
  return Object.entries(measured.boxes)
    .map(([label, boxes]) => ({ label, ...boxes }))
    .sort((left, right) => differences(right) - differences(left) || left.label.localeCompare(right.label));
}

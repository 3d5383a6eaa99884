/** What can be said about training runs without a page. */

/** Whether a run waits or trains. */
export const isActive = ({ state }) => state === 'QUEUED' || state === 'RUNNING';

/** Whether a run has no step yet: the trainer reports nothing before the first. */
export const isBeginning = (run) => isActive(run) && run.step === 0;

/** The share of a run that is done, from 0 to 1. */
export const done = ({ state, step, steps }) => (state === 'COMPLETED' ? 1 : steps > 0 ? Math.min(1, step / steps) : 0);

/**
 * The code and the sentence of a run's detail; details of runs that did not fail have no code.
 *
 * @param {string} detail such as `diverged: the loss is not a number`
 * @returns {{code: string, sentence: string}}
 */
export function failure(detail = '') {
  const match = /^([a-z]+(?:-[a-z]+)*): (.*)$/s.exec(detail);
  return match ? { code: match[1], sentence: match[2] } : { code: '', sentence: detail };
}

/**
 * The best evaluated checkpoint of each run.
 *
 * @param {{run: string, checkpoint: string, voc07: number | null}[]} evaluations
 * @returns {Map<string, {checkpoint: string, voc07: number}>} by run
 */
export function bestByRun(evaluations) {
  const best = new Map();
  for (const evaluation of evaluations) {
    const before = best.get(evaluation.run);
    if (Number.isFinite(evaluation.voc07) && !(before?.voc07 >= evaluation.voc07)) {
      best.set(evaluation.run, evaluation);
    }
  }
  return best;
}

/**
 * The scores of a run's checkpoints by step.
 *
 * @param {{checkpoints: {id: string, step: number, epoch: number}[]}} run
 * @param {{checkpoint: string, voc07: number | null}[]} evaluations
 * @returns {{id: string, step: number, epoch: number, voc07: number}[]}
 */
export function scores(run, evaluations) {
  const byCheckpoint = new Map(evaluations.map((evaluation) => [evaluation.checkpoint, evaluation.voc07]));
  return run.checkpoints
    .map((checkpoint) => ({ ...checkpoint, voc07: byCheckpoint.get(checkpoint.id) }))
    .filter(({ voc07 }) => Number.isFinite(voc07));
}

const SETTINGS = ['recipe', 'preset', 'batch', 'epochs', 'minutes', 'earlyStopping', 'seed', 'parent', 'requestedBy'];

/**
 * The settings of runs side by side.
 *
 * @param {object[]} runs
 * @returns {{name: string, values: unknown[], different: boolean}[]} settings that no run has are left out
 */
export function settings(runs) {
  return rows(runs, SETTINGS, (run, name) => (name === 'epochs' && run.minutes !== undefined ? undefined : run[name]));
}

const DATA = ['hash', 'train', 'val', 'test', 'classes'];

/**
 * The data sets of runs side by side.
 *
 * @param {object[]} runs
 * @returns {{name: string, values: unknown[], different: boolean}[]}
 */
export function dataSets(runs) {
  return rows(runs, DATA, (run, name) => run.snapshot?.[name]);
}

/**
 * The ids of runs in a query, without repetitions, at most as many as a chart has colours.
 *
 * @param {string | null} text ids with commas between them
 * @param {number} [atMost]
 * @returns {string[]}
 */
export function selected(text, atMost = 6) {
  return [...new Set((text ?? '').split(',').filter(Boolean))].slice(0, atMost);
}

function rows(runs, names, read) {
  return names
    .map((name) => {
      const values = runs.map((run) => read(run, name));
      const texts = new Set(values.map((value) => JSON.stringify(value)));
      return { name, values, different: texts.size > 1 };
    })
    .filter(({ values }) => values.some((value) => value !== undefined));
}

/** Saves what was drawn for an entry, and tells when someone else was faster. */
import { api } from '../api.js';
import { caller } from '../caller.js';
import { saveLabels } from '../images/image-service.js';
import { imageOf } from './details.js';
import { ingestAddress } from './entries.js';

/**
 * What is to be saved.
 *
 * @typedef {{boxes: object[], file?: File, split?: string, version?: string}} Answer file replaces that of the entry;
 *     version is that of the image whose labels are changed
 */

/** Boxes as the services take them: a score is no part of a label. */
export function labels(boxes) {
  return {
    boxes: boxes.map(({ label, xMin, yMin, xMax, yMax, difficult = false }) => ({ label, xMin, yMin, xMax, yMax, difficult })),
  };
}

/**
 * Saves an answer.
 *
 * @param {object} entry
 * @param {Answer} answer
 * @returns {Promise<object>} what the service says
 * @throws {import('../api.js').ApiError}
 */
export function save(entry, answer) {
  return { quarantine: mend, suspects: relabel, 'hard-examples': label }[entry.queue](entry, answer);
}

function mend({ id }, { boxes, file, split }) {
  const path = ingestAddress(['rejected-images', id, 'resubmit']);
  return api.post(path, file || split ? form({ boxes, file, split }) : labels(boxes), { query: { caller: caller() } });
}

function relabel({ item }, { boxes, version }) {
  return saveLabels(item.imageId, version, boxes, caller());
}

function label({ id }, { boxes }) {
  return api.put(ingestAddress(['hard-examples', id, 'annotations']), labels(boxes), { query: { caller: caller() } });
}

function form({ boxes, file, split }) {
  const parts = new FormData();
  parts.append('annotation', JSON.stringify(labels(boxes)));
  if (file) {
    parts.append('image', file, file.name);
  }
  if (split) {
    parts.append('split', split);
  }
  return parts;
}

/**
 * What someone else has done meanwhile, according to a refusal.
 *
 * @param {string} queue
 * @param {{status: number, code: string}} failure
 * @returns {'changed' | 'removed' | 'answered' | 'dismissed' | 'gone' | undefined} undefined: it is no conflict
 */
export function conflictOf(queue, { status, code }) {
  if (status === 412 && code === 'stale-version') {
    return 'changed';
  }
  if (status === 409 && ['answered', 'dismissed'].includes(code)) {
    return code;
  }
  if (status === 404 && code === 'not-found') {
    return queue === 'suspects' ? 'removed' : 'gone';
  }
  return undefined;
}

/**
 * What the data set has now in place of an entry: the image with the labels of someone else; undefined if it is not
 * there, or nobody can tell which it is.
 *
 * @param {object} entry
 * @param {AbortSignal} [signal]
 */
export async function theirs(entry, signal) {
  const id = { suspects: entry.item.imageId, 'hard-examples': entry.id }[entry.queue];
  if (!id) {
    return undefined;
  }
  try {
    return await imageOf(id, signal);
  } catch (failure) {
    if (failure.status === 404) {
      return undefined;
    }
    throw failure;
  }
}

/**
 * Saves an answer although someone else was faster: what came of both, or mine with the image if there is no other.
 *
 * @param {{boxes: object[], split?: string}} answer
 * @param {{version: string, id: string} | undefined} other of `theirs`
 * @param {File} file the image, to send it in if it is not in the data set
 */
export function saveAnyway({ boxes, split }, other, file) {
  return other
    ? saveLabels(other.id, other.version, boxes, caller())
    : api.post(ingestAddress(['images']), form({ boxes, file, split }), { query: { caller: caller() } });
}

/** Reads and changes of single images through ingest-service. */
import { api } from '../api.js';
import { filePath } from './image-lists.js';

const IMAGES = '/api/ingest/v1/images';

/** @returns {Promise<object>} an image with its boxes and the history of its labels */
export function readImage(id, signal) {
  return api.get(`${IMAGES}/${encodeURIComponent(id)}`, { signal });
}

/**
 * Replaces the labels of an image if nobody has changed them since `version` was read.
 *
 * @param {string} id
 * @param {string} version
 * @param {object[]} boxes
 * @param {string} [caller] who changes them, where nobody signs in
 * @returns {Promise<object>} the image as it is now
 * @throws {import('../api.js').ApiError} status 412 if somebody has
 */
export function saveLabels(id, version, boxes, caller) {
  return api.put(
    `${IMAGES}/${encodeURIComponent(id)}/annotations`,
    { boxes: boxes.map(({ label, xMin, yMin, xMax, yMax, difficult }) => ({ label, xMin, yMin, xMax, yMax, difficult: Boolean(difficult) })) },
    { headers: { 'If-Match': `"${version}"` }, query: { caller } },
  );
}

/** Takes an image out of the data set if nobody has changed its labels since `version` was read. */
export function removeImage(id, version, caller) {
  return api.delete(`${IMAGES}/${encodeURIComponent(id)}`, { headers: { 'If-Match': `"${version}"` }, query: { caller } });
}

/** @returns {Promise<Blob>} the bytes of an image */
export async function readFile(id, signal) {
  const response = await api.send('GET', filePath(id), undefined, { signal, headers: { Accept: '*/*' } });
  return response.blob();
}

/** Sends an image that was removed in again, with its labels and its split. */
export function sendAgain({ file, name, boxes, split }, caller) {
  const form = new FormData();
  form.set('image', file, name);
  form.set('annotation', new Blob([JSON.stringify({ boxes })], { type: 'application/json' }), 'boxes.json');
  form.set('split', split);
  return api.post(IMAGES, form, { query: { caller } });
}

/**
 * Detects with the promoted model.
 *
 * @param {Blob} file
 * @param {number} [threshold] lowest score of a box; that of the model if there is none
 * @param {AbortSignal} [signal]
 */
export function detect(file, threshold, signal) {
  return api.post('/api/inference/v1/detect', file, { query: { threshold }, headers: { 'Content-Type': file.type || 'image/jpeg' }, signal });
}

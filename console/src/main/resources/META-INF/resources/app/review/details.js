/** What is shown of one entry beside the list and in its editor: its image with boxes. */
import { ApiError, api } from '../api.js';
import { ingestAddress, isDecodable } from './entries.js';

/**
 * What the image of an entry shows.
 *
 * @typedef {{src?: string, preview?: string, width?: number, height?: number, boxes: object[], proposals: object[],
 *   version?: string, split?: string, source?: object, other?: object}} Shown boxes are the labels, proposals those of
 *     the model; version is that of an image of the data set; other is the image that looks nearly the same
 */

/**
 * Loads what an entry shows.
 *
 * @param {object} entry
 * @param {AbortSignal} [signal]
 * @returns {Promise<Shown>}
 */
export function shownBy(entry, signal) {
  return { quarantine: ofRejection, suspects: ofSuspect, 'hard-examples': ofExample }[entry.queue](entry.item, signal);
}

/**
 * An image of the data set.
 *
 * @param {string} id
 * @param {AbortSignal} [signal]
 */
export async function imageOf(id, signal) {
  const image = await api.get(ingestAddress(['images', id]), { signal });
  return {
    id,
    src: ingestAddress(['images', id, 'file']),
    preview: ingestAddress(['images', id, 'thumbnail'], { size: 512 }),
    width: image.width,
    height: image.height,
    boxes: image.boxes,
    proposals: [],
    version: image.version,
    split: image.split,
    source: image.source,
    caller: image.caller,
  };
}

async function ofRejection(item, signal) {
  const labels = await labelsOf(item, signal);
  const decodable = isDecodable(item);
  return {
    src: decodable ? ingestAddress(['rejected-images', item.id, 'file']) : undefined,
    preview: decodable ? ingestAddress(['rejected-images', item.id, 'thumbnail'], { size: 512 }) : undefined,
    width: labels.width,
    height: labels.height,
    boxes: labels.boxes,
    proposals: [],
    split: item.split,
    source: item.source,
  };
}

/** The labels of a rejection as boxes; none if there are none or nobody can read them. */
async function labelsOf(item, signal) {
  const { annotation } = await api.get(ingestAddress(['rejected-images', item.id]), { signal });
  if (annotation === undefined || item.reason === 'unreadable-annotation') {
    return { boxes: [] };
  }
  try {
    return await api.get(ingestAddress(['rejected-images', item.id, 'annotations']), { signal });
  } catch (failure) {
    if (failure instanceof ApiError && [404, 422].includes(failure.status)) {
      return { boxes: [] };
    }
    throw failure;
  }
}

async function ofSuspect(item, signal) {
  if (!item.imageId) {
    return { boxes: [], proposals: [] };
  }
  const [image, other] = await Promise.all([
    imageOf(item.imageId, signal),
    item.otherImageId ? imageOf(item.otherImageId, signal) : undefined,
  ]);
  return { ...image, proposals: item.proposals, other };
}

async function ofExample(item) {
  return {
    src: ingestAddress(['hard-examples', item.id, 'file']),
    preview: ingestAddress(['hard-examples', item.id, 'thumbnail'], { size: 512 }),
    width: item.size?.width,
    height: item.size?.height,
    boxes: [],
    proposals: item.boxes,
  };
}

/** Image files in the browser. */
import { api } from '../api.js';

/**
 * The size of an image as the browser shows it, upright.
 *
 * @param {string} src
 * @returns {Promise<{width: number, height: number}>}
 * @throws {Error} if the browser cannot show it
 */
export async function sizeOf(src) {
  const image = new Image();
  image.src = src;
  await image.decode();
  return { width: image.naturalWidth, height: image.naturalHeight };
}

/**
 * Loads a file, so that it can be sent again even when the service has it no more.
 *
 * @param {string} path
 * @param {string} name
 * @param {AbortSignal} [signal]
 * @returns {Promise<File>}
 */
export async function fileOf(path, name, signal) {
  const response = await api.send('GET', path, undefined, { signal, headers: { Accept: '*/*' } });
  const blob = await response.blob();
  return new File([blob], name, { type: blob.type });
}

/**
 * Boxes of an image of another size.
 *
 * @param {object[]} boxes
 * @param {{width: number, height: number}} from
 * @param {{width: number, height: number}} to
 */
export function scaled(boxes, from, to) {
  const [x, y] = [to.width / from.width, to.height / from.height];
  return boxes.map((box) => ({ ...box, xMin: box.xMin * x, yMin: box.yMin * y, xMax: box.xMax * x, yMax: box.yMax * y }));
}

/** Whether labels were made for an image of another size. */
export function differs(labelled, image) {
  return Boolean(labelled.width && labelled.height) && (labelled.width !== image.width || labelled.height !== image.height);
}

/**
 * A file as an image with an address, which is to be revoked.
 *
 * @param {Blob} [file]
 * @returns {Promise<{src: string, width: number, height: number} | undefined>} undefined if the browser cannot show it
 */
export async function openedImage(file) {
  if (!file) {
    return undefined;
  }
  const src = URL.createObjectURL(file);
  try {
    return { src, ...(await sizeOf(src)) };
  } catch {
    URL.revokeObjectURL(src);
    return undefined;
  }
}

/**
 * The image of an entry. That of a rejection is kept as a file, because it is gone as soon as someone else mends it.
 *
 * @param {{queue: string, name: string}} entry
 * @param {{src?: string, preview?: string, width?: number, height?: number}} shown
 * @param {AbortSignal} signal
 * @returns {Promise<{image?: {src: string, width: number, height: number}, file?: File}>} without an image if the browser
 *     can show none
 */
export async function imageOf(entry, { src, preview, width, height }, signal) {
  if (!src) {
    return {};
  }
  const known = width && height ? { width, height } : undefined;
  if (entry.queue !== 'quarantine') {
    return { image: { src, ...(known ?? (await sizeOf(src))) } };
  }
  const file = await fileOf(src, entry.name, signal);
  return { file, image: (await openedImage(file)) ?? (known ? { src: preview, ...known } : undefined) };
}

/** Frees an image that `openedImage` has opened; others stay. */
export function forget(image) {
  if (image?.src?.startsWith('blob:')) {
    URL.revokeObjectURL(image.src);
  }
}

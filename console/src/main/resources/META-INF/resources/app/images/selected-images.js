/** What can be done with selected images: delete, change the class, and undo either. */
import { caller } from '../caller.js';
import { forgetImageLists, imageChanged, imageRead, imagesRemoved } from './image-lists.js';
import { readFile, readImage, removeImage, saveLabels, sendAgain } from './image-service.js';
import { changeEach, withClass } from './mass-change.js';

/** So many images are kept in memory to undo their removal. */
export const MOST_UNDONE = 100;

/**
 * Takes images out of the data set.
 *
 * @param {object[]} items
 * @param {object} options of `changeEach`
 * @returns {Promise<{done: object[], failed: object[], undo?: (options: object) => Promise<object>}>}
 */
export async function removeImages(items, options) {
  const undoable = items.length <= MOST_UNDONE;
  const outcome = await changeEach(
    items,
    async (item) => {
      const file = undoable ? await readFile(item.id) : undefined;
      await unlessOvertaken(item, () => removeImage(item.id, item.version, caller()));
      return file;
    },
    options,
  );
  imagesRemoved(outcome.done.map(({ item }) => item.id));
  return { ...outcome, undo: undoable ? (again) => bringBack(outcome.done, again) : undefined };
}

async function bringBack(removed, options) {
  const outcome = await changeEach(removed, ({ item, result }) => sendAgain({ ...item, file: result }, caller()), options);
  forgetImageLists();
  return withItems(outcome);
}

/**
 * Changes the class of the boxes of images.
 *
 * @param {object[]} items
 * @param {{from: string, to: string}} classes from: empty for every class
 * @param {object} options of `changeEach`
 */
export async function changeClass(items, { from, to }, options) {
  const affected = items.filter(({ boxes }) => withClass(boxes, from, to).changed > 0);
  const outcome = await changeEach(affected, (item) => save(item, withClass(item.boxes, from, to).boxes), options);
  return {
    ...outcome,
    boxes: outcome.done.reduce((sum, { item }) => sum + withClass(item.boxes, from, to).changed, 0),
    undo: async (again) =>
      withItems(await changeEach(outcome.done, ({ item, result }) => save({ ...item, version: result.version }, item.boxes), again)),
  };
}

async function save(item, boxes) {
  const image = await unlessOvertaken(item, () => saveLabels(item.id, item.version, boxes, caller()));
  imageChanged(image);
  return image;
}

/** Where somebody else was faster, the list shows what they did, and the next attempt is about that. */
async function unlessOvertaken({ id }, change) {
  try {
    return await change();
  } catch (failure) {
    if (failure.status === 412) {
      await readImage(id).then(imageRead, () => {});
    }
    throw failure;
  }
}

function withItems({ done, failed }) {
  return {
    done: done.map(({ item: { item }, result }) => ({ item, result })),
    failed: failed.map(({ item: { item }, failure }) => ({ item, failure })),
  };
}

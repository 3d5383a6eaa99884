/** The images before and after one in the list of a filter. */
import { imageList } from './image-lists.js';

const MOST_PAGES = 10;

/**
 * @param {string} id
 * @param {Record<string, string>} filter
 * @returns {Promise<{index: number, total?: number, previous?: object, next?: object} | undefined>} undefined if the
 *     image is not among the first of the list
 */
export async function neighbours(id, filter) {
  const list = imageList(filter);
  const index = await list.find(id, MOST_PAGES);
  if (index < 0) {
    return undefined;
  }
  if (index === list.items.length - 1) {
    await list.more();
  }
  return { index, total: list.total, previous: list.items[index - 1], next: list.items[index + 1] };
}

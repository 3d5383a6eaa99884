/** The lists of images that pages share: the grid, and previous and next of an image. */
import { address, api } from '../api.js';
import { CursorList } from '../lists/cursor-list.js';

const FIRST_PAGE = 200;
const NEXT_PAGES = 500;
const KEPT = 3;
/**
 * A list goes no further: with a million images it would take 250 MB, and browsers draw no page as high as their rows
 * (17.9 million pixels in Firefox, 33.5 in Chromium). Filters lead to the others.
 */
const MOST = 100_000;
const PARAMETERS = ['class', 'split', 'source', 'suspect', 'boxes', 'text'];
const lists = new Map();
let ownChanges = 0;

/**
 * The part of a query that chooses images.
 *
 * @param {URLSearchParams} query
 * @returns {Record<string, string>} parameters of GET /v1/images
 */
export function imageFilter(query) {
  return Object.fromEntries(PARAMETERS.map((name) => [name, query?.get(name) ?? '']).filter(([, value]) => value));
}

/**
 * The images of a filter; the same list as before, as far as it was read, so that the back button finds it.
 *
 * @param {Record<string, string>} filter
 * @returns {CursorList}
 */
export function imageList(filter) {
  const key = address('', filter);
  const list = lists.get(key) ?? new CursorList((after) => page(filter, after), { most: MOST });
  lists.delete(key);
  lists.set(key, list);
  if (lists.size > KEPT) {
    lists.delete(lists.keys().next().value);
  }
  return list;
}

/** Lists are read anew when they are next needed. */
export function forgetImageLists() {
  lists.clear();
}

/** How many records this page has had written to the log: they are no news. */
export const ownRecords = () => ownChanges;

/** All lists get the newer version of an image that was changed here. */
export function imageChanged(image) {
  ownChanges += 1;
  imageRead(image);
}

/** All lists get the newer version of an image that somebody else changed. */
export function imageRead(image) {
  lists.forEach((list) => list.replace(entry(image)));
}

/** All lists lose these images. */
export function imagesRemoved(ids) {
  ownChanges += ids.length;
  lists.forEach((list) => list.remove(ids));
}

/**
 * The address of an image's page, with the filter that it was found by.
 *
 * @param {string} id
 * @param {Record<string, string>} filter
 * @param {string} [page] after the id, for example /edit
 */
export function imagePath(id, filter, page = '') {
  return address(`/images/${encodeURIComponent(id)}${page}`, filter);
}

/** The address of a thumbnail that is sharp on this screen. */
export function thumbnailPath(id) {
  return `/api/ingest/v1/images/${encodeURIComponent(id)}/thumbnail?size=${devicePixelRatio > 1.25 ? 512 : 256}`;
}

/** The address of an image's bytes. */
export function filePath(id) {
  return `/api/ingest/v1/images/${encodeURIComponent(id)}/file`;
}

async function page(filter, after) {
  const { items, next, total } = await api.get('/api/ingest/v1/images', { query: { ...filter, limit: after ? NEXT_PAGES : FIRST_PAGE, after } });
  return { items: items.map(entry), next, total };
}

/** What a list keeps of an image. */
function entry({ id, width, height, boxes, split, source, version, suspect }) {
  return { id, width, height, boxes, split, name: source.name, version, suspect };
}

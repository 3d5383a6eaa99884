/** The queues of the review: where their entries come from and what can be done with them. */
import { api } from '../api.js';
import { CursorList } from '../lists/cursor-list.js';
import { exampleEntry, ingestAddress, quarantineEntry, suspectEntry } from './entries.js';

const PAGE = 50;

/**
 * A queue. `filters` are the parameters of its address. `bulk` are the actions for many entries in one request, by id
 * or by `bulkFilters`; `single` those for one.
 *
 * @typedef {{name: string, path: string, filters: string[], entry: (item: object) => object, bulk: string[],
 *   bulkFilters: string[], single: Record<string, (id: string) => Promise<unknown>>,
 *   summary: (signal?: AbortSignal) => Promise<Summary>}} Queue
 *
 * @typedef {{total: string, reasons: Record<string, number>, sources?: string[]}} Summary total as it is shown
 */

/** @type {Record<string, Queue>} */
export const queues = {
  quarantine: {
    name: 'quarantine',
    path: 'rejected-images',
    filters: ['reason', 'source', 'import'],
    entry: quarantineEntry,
    bulk: ['dismiss', 'resubmit'],
    bulkFilters: ['reason', 'source', 'import'],
    single: {},
    summary: async (signal) => {
      const { total, reasons, sources } = await api.get(ingestAddress(['rejected-images', 'summary']), { signal });
      return { total: String(total), reasons, sources: Object.keys(sources) };
    },
  },
  suspects: {
    name: 'suspects',
    path: 'suspects',
    filters: ['reason', 'class', 'split', 'dismissed'],
    entry: suspectEntry,
    bulk: ['dismiss'],
    bulkFilters: ['reason'],
    single: { restore: (id) => api.post(ingestAddress(['suspects', id, 'restore'])) },
    summary: async (signal) => {
      const { total, reasons } = await api.get(ingestAddress(['suspects', 'summary']), { signal });
      return { total: String(total), reasons: present(reasons) };
    },
  },
  'hard-examples': {
    name: 'hard-examples',
    path: 'hard-examples',
    filters: ['reason', 'state', 'order'],
    entry: exampleEntry,
    bulk: ['dismiss'],
    bulkFilters: ['reason'],
    single: {},
    summary: async (signal) => {
      const { total, reasons } = await api.get(ingestAddress(['hard-examples', 'summary']), { signal });
      return { total: String(total), reasons };
    },
  },
};

/**
 * The filters of a queue in an address.
 *
 * @param {Queue} queue
 * @param {URLSearchParams} query
 * @returns {Record<string, string>}
 */
export function filtersOf(queue, query) {
  return Object.fromEntries(queue.filters.map((name) => [name, query.get(name)]).filter(([, value]) => value));
}

/**
 * What can be done with the entries that filters select.
 *
 * @param {Queue} queue
 * @param {Record<string, string>} filters
 * @returns {string[]}
 */
export function actionsOf(queue, { dismissed, state }) {
  if (dismissed) {
    return Object.keys(queue.single);
  }
  return state ? [] : queue.bulk;
}

/**
 * What lies before and after an entry, as far as the queue has been read.
 *
 * @param {CursorList} list
 * @param {string} id
 * @returns {{previous?: object, next?: object, position: number}} position counts from 1; 0 if it has not been read
 */
export function neighbours(list, id) {
  const index = list.indexOf(id);
  return { previous: list.items[index - 1], next: list.items[index + 1], position: index + 1 };
}

/** Whether a request can name the filters instead of the ids of their entries. */
export function coversAll(queue, filters) {
  const names = Object.keys(filters);
  return names.length > 0 && names.every((name) => queue.bulkFilters.includes(name));
}

/**
 * An entry by its id.
 *
 * @param {Queue} queue
 * @param {string} id
 * @param {AbortSignal} [signal]
 */
export async function entryOf(queue, id, signal) {
  return queue.entry(await api.get(ingestAddress([queue.path, id]), { signal }));
}

let opened = { key: '', list: undefined, active: undefined };

/**
 * The queue with filters as far as it has been loaded: the same one for the list and the editor, until the filters
 * change or `anew`.
 *
 * @param {Queue} queue
 * @param {Record<string, string>} filters
 * @returns {CursorList} of entries
 */
export function openQueue(queue, filters, { anew = false } = {}) {
  const key = `${queue.name} ${JSON.stringify(filters)}`;
  if (anew || opened.key !== key) {
    opened = { key, list: new CursorList((after) => page(queue, filters, after)), active: undefined };
  }
  return opened.list;
}

/** The id of the entry of the opened queue that was looked at last: the list begins there when someone comes back. */
export const lastActive = () => opened.active;

export function keepActive(id) {
  opened.active = id;
}

async function page(queue, filters, after) {
  const { items, next, total } = await api.get(ingestAddress([queue.path], { ...filters, limit: PAGE, after }));
  return { items: items.map(queue.entry), next, total };
}

function present(counts) {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

/**
 * What is being sent. It goes on while other pages of the console are shown. One package is sent at a time, so that
 * each is fast and a full queue of the service refuses as few as possible.
 */
import { api } from '../api.js';
import { caller } from '../caller.js';
import { texts } from '../texts/import.js';
import { tarOf } from './tar.js';

/**
 * @typedef {{id: number, name: string, count: number, skipped: number, total: number, sent: number, rate: number,
 *   packed?: number, state: 'waiting' | 'packing' | 'sending' | 'checking' | 'failed', failure?: Error, importId?: string}} Upload
 */

const SMOOTHED_OVER = 3;

class Uploads extends EventTarget {
  /** @type {Upload[]} */
  list = [];
  #next = 1;
  #packages = new Map();
  #running = null;

  constructor() {
    super();
    addEventListener('beforeunload', (event) => {
      if (this.list.some(({ state }) => ['waiting', 'packing', 'sending'].includes(state))) {
        event.preventDefault();
      }
    });
  }

  /**
   * Sends something, when what came before has been sent.
   *
   * @param {{name: string, items: {path: string, file: File}[], archive: boolean, skipped: number}} content
   */
  add(content) {
    const id = this.#next++;
    this.#packages.set(id, content);
    const total = content.items.reduce((sum, { file }) => sum + file.size, 0);
    const { name, skipped } = content;
    this.#set([...this.list, { id, name, skipped, count: content.items.length, total, sent: 0, rate: 0, state: 'waiting' }]);
    this.#proceed();
  }

  /** Ends an upload, or removes one that has failed. */
  remove(id) {
    if (this.#running?.id === id) {
      this.#running.controller.abort();
    }
    this.#packages.delete(id);
    this.#set(this.list.filter((upload) => upload.id !== id));
  }

  /** Sends something again that has failed. */
  again(id) {
    this.#change(id, { state: 'waiting', sent: 0, rate: 0, failure: undefined });
    this.#proceed();
  }

  async #proceed() {
    const upload = this.#running ? undefined : this.list.find(({ state }) => state === 'waiting');
    if (!upload) {
      return;
    }
    const { id } = upload;
    this.#running = { id, controller: new AbortController() };
    try {
      const answer = await this.#send(id, this.#packages.get(id), this.#running.controller.signal);
      this.#set(this.list.filter((other) => other.id !== id));
      this.#packages.delete(id);
      this.dispatchEvent(new CustomEvent('imported', { detail: { id: answer.id } }));
    } catch (failure) {
      this.#change(id, { state: 'failed', failure: await explained(failure, this.#packages.get(id)) });
    }
    this.#running = null;
    this.#proceed();
  }

  async #send(id, { archive, items }, signal) {
    const body = archive ? items[0].file : await this.#pack(id, items, signal);
    const rate = rateOver(SMOOTHED_OVER);
    this.#change(id, { state: 'sending', total: body.size });
    return api.upload('/api/ingest/v1/imports', body, {
      query: { caller: caller() },
      type: archive ? 'application/octet-stream' : body.type,
      signal,
      onProgress: (sent, total) =>
        this.#change(id, { sent, total, rate: rate(sent), state: sent < total ? 'sending' : 'checking' }),
    });
  }

  #pack(id, items, signal) {
    const onProgress = (packed) => this.#change(id, { state: 'packing', packed });
    const files = items.map(({ path, file }) => ({ path, file, modified: file.lastModified }));
    return tarOf(files, { signal, onProgress });
  }

  #change(id, values) {
    this.#set(this.list.map((upload) => (upload.id === id ? { ...upload, ...values } : upload)));
  }

  #set(list) {
    this.list = list;
    this.dispatchEvent(new Event('change'));
  }
}

/**
 * Bytes a second over the last seconds.
 *
 * @param {number} seconds
 * @param {() => number} [clock] milliseconds
 * @returns {(sent: number) => number} takes what has been sent so far
 */
export function rateOver(seconds, clock = () => performance.now()) {
  let points = [{ at: clock(), sent: 0 }];
  return (sent) => {
    const at = clock();
    points.push({ at, sent });
    const recent = points.filter((point) => point.at >= at - 1000 * seconds);
    points = recent.length > 1 ? recent : points.slice(-2);
    const elapsed = (at - points[0].at) / 1000;
    return elapsed > 0 ? (sent - points[0].sent) / elapsed : 0;
  };
}

/** The browser does not say why a request has no answer: a file may have changed or gone since it was chosen. */
async function explained(failure, content) {
  if (failure.status !== 0 || !content) {
    return failure;
  }
  for (const { path, file } of content.items) {
    try {
      await file.slice(0, 1).arrayBuffer();
    } catch {
      return new Error(texts.drop.unreadableNow(path));
    }
  }
  return failure;
}

export const uploads = new Uploads();

/** Work that waits for a person, for the badges of the navigation: one request for the whole page. */
import { api } from './api.js';
import { live } from './live.js';

const SOONEST = 5000;
const EVERY = 60_000;
const KINDS = ['rejection', 'hard-example', 'finding'];

class Work extends EventTarget {
  /** @type {{kind: string, count: number}[]} */
  items = [];
  #timer = 0;
  #loadedAt = 0;
  #ends = [];

  /** Loads, and follows changes. */
  start() {
    this.stop();
    this.#ends = [live.on('hello', () => this.#soon()), ...KINDS.map((kind) => live.on(kind, () => this.#soon()))];
    this.#soon();
  }

  stop() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#ends.splice(0).forEach((end) => end());
  }

  /** Loads again soon: something was done about it. */
  reload() {
    this.#soon();
  }

  /** How much waits of some kinds. */
  count(...kinds) {
    return this.items.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { count }) => sum + count, 0);
  }

  #soon() {
    this.#schedule(Math.max(0, this.#loadedAt + SOONEST - Date.now()));
  }

  #schedule(delay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#load(), delay);
  }

  async #load() {
    this.#loadedAt = Date.now();
    try {
      const { items } = await api.get('/api/work');
      this.items = items;
      this.dispatchEvent(new Event('change'));
    } catch {
      // The banner says what is away.
    }
    if (this.#ends.length > 0) {
      this.#schedule(EVERY);
    }
  }
}

export const work = new Work();

/** A list of a service that is read page by page, each with the cursor that the page before it named. */
export class CursorList extends EventTarget {
  /** What has been read so far. */
  items = [];
  /** Number of items on all pages; undefined if the service does not say. */
  total = undefined;
  /** Whether everything has been read. */
  complete = false;
  /** Why the last page could not be read; undefined if it could. */
  failure = undefined;

  #load;
  #most;
  #next = undefined;
  #running = undefined;
  #positions = new Map();

  /**
   * @param {(after: string | undefined) => Promise<{items: {id: string}[], next?: string, total?: number}>} load
   * @param {{most?: number}} [options] most: no further page is read when so many items are there
   */
  constructor(load, { most = Infinity } = {}) {
    super();
    this.#load = load;
    this.#most = most;
  }

  /** Whether more items follow that are not read, because so many are there. */
  get full() {
    return !this.complete && this.items.length >= this.#most;
  }

  get loading() {
    return this.#running !== undefined;
  }

  /** Reads the next page; several calls at a time read one. A failed page is read again by the next call. */
  more() {
    if (this.complete || this.full) {
      return Promise.resolve();
    }
    this.#running ??= this.#read().finally(() => {
      this.#running = undefined;
      this.#changed();
    });
    return this.#running;
  }

  /** @returns {number} where an item is; -1 if it has not been read */
  indexOf(id) {
    return this.#positions.get(id) ?? -1;
  }

  /**
   * Reads on until an item is there.
   *
   * @param {string} id
   * @param {number} most pages to read
   * @returns {Promise<number>} where it is; -1 if it is not on these pages
   */
  async find(id, most) {
    for (let page = 0; page < most && this.indexOf(id) < 0 && !this.complete && !this.full; page += 1) {
      await this.more();
      if (this.failure) {
        break;
      }
    }
    return this.indexOf(id);
  }

  /** Puts a newer version of an item into its place. */
  replace(item) {
    const index = this.indexOf(item.id);
    if (index >= 0) {
      this.items[index] = item;
      this.#changed();
    }
  }

  /** @param {Iterable<string>} ids of items that are gone */
  remove(ids) {
    const gone = new Set(ids);
    const before = this.items.length;
    this.items = this.items.filter(({ id }) => !gone.has(id));
    this.#positions = new Map(this.items.map(({ id }, index) => [id, index]));
    if (this.total !== undefined) {
      this.total -= before - this.items.length;
    }
    this.#changed();
  }

  async #read() {
    this.failure = undefined;
    const before = this.items.length;
    try {
      while (!this.complete && this.items.length === before) {
        this.#add(await this.#load(this.#next));
      }
    } catch (failure) {
      this.failure = failure;
    }
  }

  #add({ items, next, total }) {
    for (const item of items) {
      if (!this.#positions.has(item.id)) {
        this.#positions.set(item.id, this.items.length);
        this.items.push(item);
      }
    }
    this.total ??= total ?? undefined;
    this.#next = next ?? undefined;
    this.complete = this.#next === undefined;
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

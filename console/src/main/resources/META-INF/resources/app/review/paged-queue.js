/** A queue as far as it has been loaded, page by page. The list and the editor share one. */
export class PagedQueue extends EventTarget {
  entries = [];
  /** How many there are on all pages; undefined if the service does not say. */
  total = undefined;
  loading = false;
  failure = undefined;
  #load;
  #next = undefined;
  #begun = false;

  /**
   * @param {(after?: string) => Promise<{entries: {id: string}[], next?: string, total?: number}>} load a page
   */
  constructor(load) {
    super();
    this.#load = load;
  }

  /** Whether the last page has been loaded. */
  get complete() {
    return this.#begun && !this.#next;
  }

  get begun() {
    return this.#begun;
  }

  /** Loads the next page. Pages without entries are passed over. */
  async more() {
    if (this.loading || this.complete) {
      return;
    }
    this.loading = true;
    this.failure = undefined;
    this.#changed();
    try {
      const before = this.entries.length;
      do {
        await this.#page();
      } while (this.entries.length === before && !this.complete);
    } catch (failure) {
      this.failure = failure;
    }
    this.loading = false;
    this.#changed();
  }

  /**
   * Loads pages until an entry is there.
   *
   * @param {string} id
   * @param {number} pages at most
   * @returns {Promise<object | undefined>} the entry
   */
  async find(id, pages) {
    for (let page = 0; page < pages && !this.#entry(id) && !this.complete && !this.failure; page += 1) {
      await this.more();
    }
    return this.#entry(id);
  }

  /** Entries that have been dealt with. */
  remove(ids) {
    const gone = new Set(ids);
    const before = this.entries.length;
    this.entries = this.entries.filter(({ id }) => !gone.has(id));
    if (this.total !== undefined) {
      this.total = Math.max(0, this.total - (before - this.entries.length));
    }
    this.#changed();
  }

  /** An entry as it is now. */
  replace(entry) {
    this.entries = this.entries.map((known) => (known.id === entry.id ? entry : known));
    this.#changed();
  }

  /**
   * What lies before and after an entry, among those that are loaded.
   *
   * @returns {{previous?: object, next?: object, position: number}} position counts from 1; 0 if it is not there
   */
  neighbours(id) {
    const index = this.entries.findIndex((entry) => entry.id === id);
    return index < 0
      ? { previous: undefined, next: this.entries[0], position: 0 }
      : { previous: this.entries[index - 1], next: this.entries[index + 1], position: index + 1 };
  }

  async #page() {
    const { entries, next, total } = await this.#load(this.#next);
    const known = new Set(this.entries.map(({ id }) => id));
    this.entries = [...this.entries, ...entries.filter(({ id }) => !known.has(id))];
    this.#next = next ?? undefined;
    this.#begun = true;
    this.total = total ?? (this.complete ? this.entries.length : undefined);
  }

  #entry(id) {
    return this.entries.find((entry) => entry.id === id);
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** Which items of a list are selected, by id, and from where a range begins. */
export class Selection extends EventTarget {
  #ids = new Set();
  #anchor = 0;
  #range = [];

  get size() {
    return this.#ids.size;
  }

  /** @returns {string[]} */
  get ids() {
    return [...this.#ids];
  }

  has(id) {
    return this.#ids.has(id);
  }

  /** Selects an item, or takes it out; a range begins here. */
  toggle(id, index) {
    if (!this.#ids.delete(id)) {
      this.#ids.add(id);
    }
    this.begin(index);
    this.#changed();
  }

  /** Says where the next range begins. */
  begin(index) {
    this.#anchor = index;
    this.#range = [];
  }

  /** Selects everything from where the range begins to an item, instead of the range before. */
  extend(items, index) {
    const [from, to] = [Math.min(this.#anchor, index), Math.max(this.#anchor, index)];
    this.#range.forEach((id) => this.#ids.delete(id));
    this.#range = items.slice(from, to + 1).map(({ id }) => id);
    this.#range.forEach((id) => this.#ids.add(id));
    this.#changed();
  }

  add(items) {
    items.forEach(({ id }) => this.#ids.add(id));
    this.#changed();
  }

  remove(ids) {
    ids.forEach((id) => this.#ids.delete(id));
    this.#changed();
  }

  clear() {
    this.#ids.clear();
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

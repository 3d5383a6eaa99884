/** Which entries of a list are selected, as in a file manager. */
export class Selection {
  #ids = new Set();
  #anchor = undefined;

  get size() {
    return this.#ids.size;
  }

  has(id) {
    return this.#ids.has(id);
  }

  /** @returns {string[]} */
  ids() {
    return [...this.#ids];
  }

  /** Selects an entry, or not any more; a range begins here. */
  toggle(id) {
    if (!this.#ids.delete(id)) {
      this.#ids.add(id);
    }
    this.#anchor = id;
  }

  /**
   * Adds everything from where the range began to an entry.
   *
   * @param {string[]} order the ids as they are shown
   * @param {string} from where it begins if no range has begun
   * @param {string} to
   */
  extend(order, from, to) {
    const start = order.indexOf(this.#anchor) >= 0 ? this.#anchor : from;
    const [first, last] = [order.indexOf(start), order.indexOf(to)].sort((a, b) => a - b);
    if (first < 0) {
      return;
    }
    order.slice(first, last + 1).forEach((id) => this.#ids.add(id));
    this.#anchor = start;
  }

  all(order) {
    order.forEach((id) => this.#ids.add(id));
  }

  clear() {
    this.#ids.clear();
    this.#anchor = undefined;
  }

  /** Forgets what is not shown any more. */
  retain(order) {
    const shown = new Set(order);
    this.#ids = new Set([...this.#ids].filter((id) => shown.has(id)));
  }
}

/** A bounded sample of what comes, so that a fast topic neither fills the page nor makes it flicker. */
const AT_MOST = 24;
const NEW_AT_ONCE = 6;
const KEYS_AT_MOST = 50;

/** Keeps the newest that were taken, the newest first. */
export class Sample {
  #items = [];

  /** @param {string[]} [keys] that were seen; at most fifty are kept */
  constructor(keys = []) {
    this.keys = keys;
  }

  /**
   * Takes some of those that are new; at first as many as fit.
   *
   * @param {{id: string, key: string, at: string}[]} newest the newest first
   * @returns {object[]} what is shown now
   */
  take(newest) {
    const known = new Set(this.#items.map(({ id }) => id));
    const later = this.#items[0]?.at ?? '';
    const fresh = newest.filter(({ id, at }) => !known.has(id) && at >= later);
    const taken = fresh.slice(0, this.#items.length === 0 ? AT_MOST : NEW_AT_ONCE);
    this.#items = [...taken, ...this.#items].slice(0, AT_MOST);
    this.keys = [...new Set([...newest.map(({ key }) => key).filter(Boolean), ...this.keys])].slice(0, KEYS_AT_MOST);
    return this.#items;
  }
}

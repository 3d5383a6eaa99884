/**
 * Of requests that replace one another only the newest counts: `begin` ends the one before. What an older one still
 * answers is to be dropped, which `signal.aborted` says after each wait.
 */
export class Newest {
  #controller = new AbortController();

  /** @returns {AbortSignal} of the request that begins; aborted when another one begins, or at the end */
  begin() {
    this.end();
    this.#controller = new AbortController();
    return this.#controller.signal;
  }

  end() {
    this.#controller.abort();
  }
}

/** Changes as they happen: one stream of server-sent events for the whole page. */
const KINDS = ['hello', 'health', 'counts', 'alerts', 'progress', 'checkpoint', 'evaluation', 'promotion', 'rejection', 'hard-example', 'finding'];
const AGAIN_AFTER = 3000;

/** Browsers open six connections to a host at most: a page that nobody sees gives its own back. */
const HIDDEN_FOR = 30_000;

/**
 * Besides the kinds of events it tells `state`, and `refused` when the console has ended or refused the stream: the session
 * may be over.
 */
class Live extends EventTarget {
  /** 'connecting', 'connected' or 'away'. */
  state = 'connecting';
  #source = null;
  #again = 0;
  #hidden = 0;
  #wanted = false;
  #latest = new Map();

  constructor() {
    super();
    document.addEventListener('visibilitychange', () => this.#seen());
  }

  /** Connects, and connects again whenever the stream ends. */
  start() {
    this.#wanted = true;
    this.#open();
  }

  stop() {
    this.#wanted = false;
    this.#close();
  }

  #seen() {
    clearTimeout(this.#hidden);
    if (document.hidden) {
      this.#hidden = setTimeout(() => this.#close(), HIDDEN_FOR);
    } else if (this.#wanted && !this.#source) {
      this.#open();
    }
  }

  #open() {
    this.#close();
    this.#source = new EventSource('/api/events');
    this.#source.addEventListener('open', () => this.#become('connected'));
    this.#source.addEventListener('error', () => this.#failed());
    this.#source.addEventListener('signed-out', () => this.#refused());
    KINDS.forEach((kind) => this.#source.addEventListener(kind, (event) => this.#received(kind, event)));
  }

  #close() {
    clearTimeout(this.#again);
    this.#source?.close();
    this.#source = null;
  }

  /**
   * Calls a function with the data of each event of a kind, and with the latest one of `health` and `counts` at once.
   * `hello` comes after each (re)connection: load everything anew.
   *
   * @param {string} kind
   * @param {(data: any) => void} handler
   * @returns {() => void} ends it
   */
  on(kind, handler) {
    const listener = (event) => handler(event.detail);
    this.addEventListener(kind, listener);
    if (this.#latest.has(kind)) {
      handler(this.#latest.get(kind));
    }
    return () => this.removeEventListener(kind, listener);
  }

  #received(kind, event) {
    const data = JSON.parse(event.data);
    if (kind === 'health' || kind === 'counts') {
      this.#latest.set(kind, data);
    }
    this.dispatchEvent(new CustomEvent(kind, { detail: data }));
  }

  #failed() {
    this.#become('away');
    if (this.#source?.readyState === EventSource.CLOSED) {
      this.#refused();
    }
  }

  /** The person may have signed out elsewhere, or the key may be revoked: whoever listens finds out. */
  #refused() {
    this.#close();
    this.#again = setTimeout(() => this.#open(), AGAIN_AFTER);
    this.dispatchEvent(new Event('refused'));
  }

  #become(state) {
    if (this.state !== state) {
      this.state = state;
      this.dispatchEvent(new Event('state'));
    }
  }
}

export const live = new Live();

/** A page shows nothing before the console has said who is there: ask again rather than wait for ever. */
const ANSWER_WITHIN = 10_000;

/** Who uses the console. */
class Session extends EventTarget {
  /** 'unknown' until the console has answered, then 'open' (no access control), 'signed-in' or 'signed-out'. */
  state = 'unknown';
  name = '';
  scopes = [];
  csrfToken = '';

  /** Asks the console who is there. */
  async load() {
    const response = await fetch('/api/session', {
      headers: { Accept: 'application/json' },
      signal: AbortSignal.timeout(ANSWER_WITHIN),
    });
    if (response.status === 401) {
      this.ended();
    } else if (response.ok) {
      this.#begin(await response.json());
    } else {
      throw new Error(`${response.status}`);
    }
  }

  /** Asks again whether the session still counts; `change` tells if it does not. */
  async check() {
    try {
      await this.load();
    } catch {
      // The console is away, and says nothing about the session.
    }
  }

  /**
   * Signs in.
   *
   * @param {string} credential a key or a token
   * @returns {Promise<string>} why it was refused; empty if it was not
   */
  async signIn(credential) {
    const response = await fetch('/api/session', {
      method: 'POST',
      headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
      body: JSON.stringify({ credential }),
    });
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) {
      return answer.detail ?? `${response.status}`;
    }
    this.#begin(answer);
    return '';
  }

  async signOut() {
    await fetch('/api/session', { method: 'DELETE', headers: { 'X-CSRF-Token': this.csrfToken } });
    this.ended();
  }

  /** The session is over: a request was answered with 401. */
  ended() {
    this.#change({ state: 'signed-out', name: '', scopes: [], csrfToken: '' });
  }

  /**
   * Whether the person may do something.
   *
   * @param {string} scope read, label, train, promote, detect, metrics or admin
   */
  may(scope) {
    return this.state === 'open' || this.scopes.includes(scope);
  }

  #begin(answer) {
    this.#change({
      state: answer.accessControl ? 'signed-in' : 'open',
      name: answer.name ?? '',
      scopes: answer.scopes ?? [],
      csrfToken: answer.csrfToken ?? '',
    });
  }

  #change(values) {
    const before = this.state;
    Object.assign(this, values);
    if (before !== this.state) {
      this.dispatchEvent(new Event('change'));
    }
  }
}

export const session = new Session();

/** The imports of the service, newest first: those that run are followed. */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ApiError, api } from '../api.js';
import { caller } from '../caller.js';
import { Component } from '../component.js';
import { ask } from '../components/dialog.js';
import '../components/state.js';
import { live } from '../live.js';
import { notifyFailure } from '../notify.js';
import { texts } from '../texts/import.js';
import { importCard, isActive } from './import-card.js';
import { uploads } from './uploads.js';

const PATH = '/api/ingest/v1/imports';
/** Those that run are asked for each second; whether others have begun, now and then. */
const AGAIN_AFTER = 1000;
const OTHERS_AFTER = 5000;
const PAGE = 20;

class ImportList extends Component {
  static properties = {
    imports: { state: true },
    next: { state: true },
    failure: { state: true },
  };

  #timer = 0;
  #signal = null;

  connectedCallback() {
    super.connectedCallback();
    this.#signal = this.leaving();
    this.own(() => clearTimeout(this.#timer));
    this.own(live.on('hello', () => this.#load()));
    this.own(live.on('health', () => this.failure && this.#load()));
    this.listen(uploads, 'imported', (event) => this.#begun(event.detail.id));
    this.listen(document, 'visibilitychange', () => this.#follow());
    const others = setInterval(() => document.hidden || this.failure || this.#others(), OTHERS_AFTER);
    this.own(() => clearInterval(others));
    this.#load();
  }

  async #load() {
    this.failure = undefined;
    try {
      const { items, next } = await api.get(PATH, { query: { limit: PAGE }, signal: this.#signal });
      this.imports = items;
      this.next = next ?? undefined;
    } catch (failure) {
      this.failure = failure;
    }
    this.#follow();
  }

  /** Imports of others are shown, too, when they begin. */
  async #others() {
    try {
      const { items } = await api.get(PATH, { query: { limit: PAGE }, signal: this.#signal });
      const known = new Map((this.imports ?? []).map((status) => [status.id, status]));
      items.forEach((status) => known.delete(status.id));
      this.imports = [...items, ...known.values()];
      this.#follow();
    } catch {
      // What is shown stays; the banner says what is away.
    }
  }

  async #more() {
    try {
      const { items, next } = await api.get(PATH, { query: { limit: PAGE, after: this.next }, signal: this.#signal });
      const known = new Set(this.imports.map(({ id }) => id));
      this.imports = [...this.imports, ...items.filter(({ id }) => !known.has(id))];
      this.next = next ?? undefined;
    } catch (failure) {
      notifyFailure(failure);
    }
  }

  /** A new import is shown at once. */
  async #begun(id) {
    await this.#refresh(id);
    this.#follow();
  }

  /** Asks again for those that run, while the page can be seen. */
  #follow() {
    clearTimeout(this.#timer);
    const running = (this.imports ?? []).filter(isActive);
    if (running.length > 0 && !document.hidden && this.isConnected) {
      this.#timer = setTimeout(async () => {
        await Promise.all(running.map(({ id }) => this.#refresh(id)));
        this.#follow();
      }, AGAIN_AFTER);
    }
  }

  async #refresh(id) {
    try {
      const status = await api.get(`${PATH}/${encodeURIComponent(id)}`, { signal: this.#signal });
      const known = this.imports ?? [];
      this.imports = known.some((other) => other.id === id)
        ? known.map((other) => (other.id === id ? { ...other, ...status } : other))
        : [status, ...known];
    } catch (failure) {
      if (failure instanceof ApiError && failure.status === 404) {
        this.imports = this.imports.filter((other) => other.id !== id);
      }
    }
  }

  async #cancel({ id }) {
    const { cancelTitle: title, cancelText, cancelConfirm: confirm } = texts.imports;
    if ((await ask({ title, content: html`<p>${cancelText}</p>`, confirm, danger: true })) === undefined) {
      return;
    }
    try {
      await api.delete(`${PATH}/${encodeURIComponent(id)}`, { query: { caller: caller() } });
    } catch (failure) {
      notifyFailure(failure);
    }
    await this.#refresh(id);
    this.#follow();
  }

  render() {
    return html`<section class="stack stack--tight" aria-labelledby="imports-heading">
      <h2 id="imports-heading">${texts.imports.heading}</h2>
      ${this.#content()}
    </section>`;
  }

  #content() {
    if (this.failure && !this.imports) {
      return html`<bx-state kind="error" .failure=${this.failure} .retry=${() => this.#load()}></bx-state>`;
    }
    if (!this.imports) {
      return html`<bx-state kind="loading"></bx-state>`;
    }
    if (this.imports.length === 0) {
      return html`<bx-state kind="empty" .heading=${texts.imports.empty.heading} .text=${texts.imports.empty.text}></bx-state>`;
    }
    return html`${repeat(
      this.imports,
      ({ id }) => id,
      (status) => importCard(status, { cancel: () => this.#cancel(status) }),
    )}
    ${this.next ? html`<div><button class="button" @click=${() => this.#more()}>${texts.imports.more}</button></div>` : nothing}`;
  }
}

customElements.define('bx-import-list', ImportList);

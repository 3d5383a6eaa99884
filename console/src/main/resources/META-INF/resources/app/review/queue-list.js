/**
 * The list of a queue. `list` has its entries, `selection` which are selected, `active` the id of the entry that has the
 * keyboard. Tells `activate` ({id}) and `act` ({action}) to the page.
 */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Component } from '../component.js';
import { reasonName, texts } from '../texts/review.js';
import { editorPath } from './entries.js';

class QueueList extends Component {
  static properties = {
    list: { attribute: false },
    selection: { attribute: false },
    filters: { attribute: false },
    active: {},
    label: {},
  };

  #sentinel = null;
  #observer = null;
  #followed = [];
  #changed = () => this.requestUpdate();

  connectedCallback() {
    super.connectedCallback();
    this.#observer = new IntersectionObserver(([entry]) => entry.isIntersecting && this.list?.more(), { rootMargin: '600px' });
    this.own(() => this.#observer.disconnect());
    this.own(() => this.#follow([]));
    this.#sentinel = null;
    this.#follow([this.list, this.selection]);
  }

  willUpdate(changed) {
    if (changed.has('list') || changed.has('selection')) {
      this.#follow([this.list, this.selection]);
    }
  }

  #follow(sources) {
    this.#followed.forEach((source) => source.removeEventListener('change', this.#changed));
    this.#followed = sources;
    sources.forEach((source) => source.addEventListener('change', this.#changed));
  }

  updated() {
    const sentinel = this.querySelector('.queue__more');
    if (sentinel !== this.#sentinel) {
      this.#observer.disconnect();
      this.#sentinel = sentinel;
      if (sentinel) {
        this.#observer.observe(sentinel);
      }
    }
  }

  /** Gives the keyboard to the active entry. */
  async focusActive() {
    await this.updateComplete;
    const link = this.querySelector('.queue__link[tabindex="0"]');
    link?.focus({ preventScroll: true });
    link?.closest('.queue__entry').scrollIntoView({ block: 'nearest' });
  }

  render() {
    const { items: entries, complete, loading } = this.list;
    return html`
      <ul class="queue" aria-label=${this.label} aria-describedby="queue-keys" @keydown=${this.#key}>
        ${repeat(
          entries,
          ({ id }) => id,
          (entry, index) => this.#entry(entry, index),
        )}
      </ul>
      <p class="visually-hidden" id="queue-keys">${texts.list.keys}</p>
      ${complete
        ? html`<p class="queue__end muted small">${texts.list.end(entries.length)}</p>`
        : html`<div class="queue__more">
            <button class="button button--quiet" ?disabled=${loading} @click=${() => this.list.more()}>
              ${loading ? texts.list.loading : texts.list.more}
            </button>
          </div>`}
    `;
  }

  #entry(entry, index) {
    const active = this.active ? entry.id === this.active : index === 0;
    const selected = this.selection.has(entry.id);
    const state = `${active ? 'queue__entry--active' : ''} ${selected ? 'queue__entry--selected' : ''}`;
    return html`<li class="queue__entry ${state}" data-id=${entry.id} @click=${(event) => this.#clicked(event, entry)}>
      <input
        class="queue__check"
        type="checkbox"
        aria-label=${texts.list.select(entry.name)}
        tabindex=${active ? 0 : -1}
        .checked=${selected}
        @click=${(event) => this.#choose(event, entry)}
      />
      ${thumbnail(entry)}
      <div class="queue__body">
        <div class="queue__title">
          <a
            class="queue__link truncate"
            href=${editorPath(entry.queue, entry.id, this.filters)}
            tabindex=${active ? 0 : -1}
            @focus=${() => this.#activate(entry.id)}
            >${entry.name}</a
          >
          ${entry.score === undefined
            ? html`<bx-time class="muted small" .value=${entry.at}></bx-time>`
            : html`<span class="muted small" title=${texts.list.scoreMeans[entry.queue] ?? ''}>${texts.list.score(entry.score)}</span>`}
        </div>
        <div class="queue__reasons">${entry.reasons.slice(0, 3).map((code) => html`<span class="badge">${reasonName(code)}</span>`)}</div>
        <p class="queue__text muted small">${entry.text}</p>
      </div>
    </li>`;
  }

  #clicked(event, entry) {
    if (event.target.closest('a, input')) {
      return;
    }
    if (event.shiftKey || event.ctrlKey || event.metaKey) {
      this.#choose(event, entry);
    } else {
      this.selection.begin(this.list.indexOf(entry.id));
    }
    this.#activate(entry.id);
    this.focusActive();
  }

  #choose(event, { id }) {
    const index = this.list.indexOf(id);
    if (event.shiftKey) {
      this.selection.extend(this.list.items, index);
    } else {
      this.selection.toggle(id, index);
    }
  }

  #key(event) {
    const { items } = this.list;
    const at = Math.max(0, this.list.indexOf(this.active));
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -items.length, End: items.length };
    const command = event.ctrlKey || event.metaKey;
    if (event.key in steps && !command && !event.altKey) {
      this.#move(Math.min(items.length - 1, Math.max(0, at + steps[event.key])), at, event.shiftKey);
    } else if (event.key === ' ' && event.target.matches('a')) {
      this.selection.toggle(items[at].id, at);
    } else if (event.key === 'a' && command) {
      this.selection.add(items);
    } else if (event.key === 'Escape' && this.selection.size > 0) {
      this.selection.clear();
    } else if (event.key === 'Delete') {
      this.#tell('act', { action: 'dismiss' });
    } else {
      return;
    }
    event.preventDefault();
  }

  #move(to, from, extend) {
    const { items } = this.list;
    if (extend) {
      if (this.selection.size === 0) {
        this.selection.begin(from);
      }
      this.selection.extend(items, to);
    } else {
      this.selection.begin(to);
    }
    this.#activate(items[to].id);
    this.focusActive();
  }

  #activate(id) {
    if (id !== this.active) {
      this.active = id;
      this.#tell('activate', { id });
    }
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function thumbnail(entry) {
  const failed = (event) => {
    event.target.hidden = true;
  };
  return html`<div class="queue__thumbnail">
    ${entry.thumbnail
      ? html`<img src=${entry.thumbnail} alt="" width="72" height="72" loading="lazy" decoding="async" @error=${failed} />`
      : nothing}
  </div>`;
}

customElements.define('bx-queue-list', QueueList);

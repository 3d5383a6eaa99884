/** A queue of the review: its entries by reason, with what can be done to many at once. */
import { html, nothing } from 'lit';
import { Component, stylesheet } from '../component.js';
import { ask } from '../components/dialog.js';
import '../components/state.js';
import { live } from '../live.js';
import { notify, notifyFailure } from '../notify.js';
import { session } from '../session.js';
import { reasonAdvice, reasonName, texts } from '../texts/review.js';
import { decide, decideAll } from '../review/decisions.js';
import { actionsOf, coversAll, filtersOf, openQueue, queues } from '../review/queues.js';
import { Selection } from '../review/selection.js';
import '../review/entry-detail.js';
import '../review/queue-filters.js';
import '../review/queue-list.js';
import '../review/queue-tabs.js';
import '../review/queue-toolbar.js';

await stylesheet('/style/pages/review.css');

const LIVE = { quarantine: 'rejection', suspects: 'finding', 'hard-examples': 'hard-example' };

class Review extends Component {
  static properties = {
    parameters: { attribute: false },
    query: { attribute: false },
    active: { state: true },
    changed: { state: true },
    everything: { state: true },
    progress: { state: true },
  };

  #paged = null;
  #selection = new Selection();
  #update = () => this.requestUpdate();

  connectedCallback() {
    super.connectedCallback();
    this.own(() => this.#paged?.removeEventListener('change', this.#update));
    const news = LIVE[this.parameters.queue];
    if (news) {
      this.own(live.on(news, () => this.#news()));
    }
    this.#open();
  }

  willUpdate(changed) {
    if (changed.has('query') && this.isConnected) {
      this.#open();
    }
  }

  get #queue() {
    return queues[this.parameters.queue];
  }

  get #filters() {
    return filtersOf(this.#queue, this.query);
  }

  #open({ anew = false } = {}) {
    if (!this.#queue) {
      return;
    }
    const paged = openQueue(this.#queue, this.#filters, { anew });
    if (paged === this.#paged) {
      return;
    }
    this.#paged?.removeEventListener('change', this.#update);
    this.#paged = paged;
    this.#selection = new Selection();
    this.active = undefined;
    this.changed = false;
    this.everything = false;
    paged.addEventListener('change', this.#update);
    if (!paged.begun) {
      paged.more();
    }
    this.requestUpdate();
  }

  #news() {
    this.changed = this.#paged.begun;
  }

  #reload() {
    this.#open({ anew: true });
    this.#recount();
  }

  #recount() {
    this.querySelector('bx-queue-tabs')?.load();
  }

  get #activeEntry() {
    return this.#paged.entries.find(({ id }) => id === this.active) ?? this.#paged.entries[0];
  }

  /** Does something with what is selected, or with the active entry. */
  async #act(action) {
    const ids = this.#selection.size > 0 ? this.#selection.ids() : [this.#activeEntry?.id].filter(Boolean);
    const total = this.everything ? this.#paged.total : ids.length;
    const allowed = actionsOf(this.#queue, this.#filters).includes(action) && session.may('label');
    if (!allowed || ids.length === 0 || this.progress || !(await this.#agreed(action, total))) {
      return;
    }
    const next = this.#after(ids);
    const onProgress = (done) => {
      this.progress = { done, total };
    };
    onProgress(0);
    const decision = this.everything
      ? await decideAll(this.#queue, action, this.#filters, onProgress)
      : await decide(this.#queue, action, ids, onProgress);
    this.progress = undefined;
    this.#tell(action, decision);
    this.#recount();
    if (this.everything) {
      this.#reload();
      return;
    }
    this.#paged.remove([...decision.done, ...decision.gone]);
    this.#selection.retain(this.#paged.entries.map(({ id }) => id));
    this.active = next;
    this.querySelector('bx-queue-list')?.focusActive();
  }

  async #agreed(action, count) {
    if (action !== 'dismiss' || (this.#queue.name !== 'quarantine' && !this.everything)) {
      return true;
    }
    const { title, text, confirm } = texts.dismissing;
    const content = html`<p>${text[this.#queue.name]}</p>`;
    return (await ask({ title: title(count), content, confirm, danger: true })) !== undefined;
  }

  /** The entry that gets the keyboard when others have gone. */
  #after(ids) {
    const gone = new Set(ids);
    const { entries } = this.#paged;
    const at = Math.max(
      0,
      entries.findIndex(({ id }) => id === this.active),
    );
    return [...entries.slice(at), ...entries.slice(0, at).reverse()].find(({ id }) => !gone.has(id))?.id;
  }

  #tell(action, { done, gone, failed, failure }) {
    if (done.length > 0) {
      notify(texts.done[action](done.length), 'good');
    }
    if (gone.length > 0) {
      notify(texts.gone(gone.length));
    }
    if (failed.length > 0) {
      notify(texts.failed[action](failed.length, failed[0].message), 'bad');
    }
    if (failure) {
      notifyFailure(failure);
    }
  }

  render() {
    if (!this.#queue) {
      return html`<div class="page">
        <h1>${texts.title}</h1>
        <p>${texts.unknownQueue(this.parameters.queue)}</p>
      </div>`;
    }
    const { name } = this.#queue;
    return html`<div class="page review">
      <div class="page__head"><h1>${texts.title}</h1></div>
      <bx-queue-tabs .queue=${name} @loaded=${this.#update}></bx-queue-tabs>
      <p class="page__lead">${texts.leads[name]}</p>
      ${session.may('label') ? nothing : html`<p class="notice">${texts.needsScope}</p>`}
      <div class="review__columns">
        <bx-queue-filters .queue=${this.#queue} .filters=${this.#filters} .summary=${this.querySelector('bx-queue-tabs')?.summaries[name]}></bx-queue-filters>
        <section class="review__list" aria-label=${texts.list.label(texts.queues[name])}>${this.#content()}</section>
        <aside class="review__detail card" aria-label=${texts.actions.open}>
          <bx-entry-detail .entry=${this.#activeEntry} .filters=${this.#filters}></bx-entry-detail>
        </aside>
      </div>
    </div>`;
  }

  #content() {
    const { entries, complete, failure, begun } = this.#paged;
    if (failure && entries.length === 0) {
      return html`<bx-state kind="error" .failure=${failure} .retry=${() => this.#paged.more()}></bx-state>`;
    }
    if (!begun) {
      return html`<bx-state kind="loading"></bx-state>`;
    }
    if (complete && entries.length === 0) {
      return this.#nothing();
    }
    return html`
      ${this.#explanation()} ${this.#bar()}
      <bx-queue-list
        .paged=${this.#paged}
        .selection=${this.#selection}
        .filters=${this.#filters}
        .active=${this.active}
        .label=${texts.list.label(texts.queues[this.#queue.name])}
        @activate=${(event) => (this.active = event.detail.id)}
        @select=${() => {
          this.everything = false;
          this.requestUpdate();
        }}
        @act=${(event) => this.#act(event.detail.action)}
      ></bx-queue-list>
      ${failure ? html`<p class="notice notice--bad" role="alert">${failure.message}</p>` : nothing}
    `;
  }

  #nothing() {
    const filtered = Object.keys(this.#filters).length > 0;
    const { heading, text } = filtered ? texts.empty.filtered : texts.empty[this.#queue.name];
    const action = filtered ? { href: `/review/${this.#queue.name}`, text: texts.filters.clear } : undefined;
    return html`<bx-state kind="empty" .heading=${heading} .text=${text} .action=${action}></bx-state>
      ${this.changed ? this.#bar() : nothing}`;
  }

  #explanation() {
    const { reason } = this.#filters;
    return reason
      ? html`<div class="review__reason">
          <h2>${reasonName(reason)}</h2>
          <p class="muted">${reasonAdvice(reason)}</p>
        </div>`
      : nothing;
  }

  #bar() {
    const { complete, total } = this.#paged;
    return html`<bx-queue-toolbar
      .actions=${actionsOf(this.#queue, this.#filters)}
      .selected=${this.#selection.size}
      .everything=${this.everything}
      .offered=${!complete && coversAll(this.#queue, this.#filters)}
      .total=${total}
      .progress=${this.progress}
      .changed=${this.changed}
      @select=${(event) => this.#select(event.detail.what)}
      @act=${(event) => this.#act(event.detail.action)}
      @reload=${() => this.#reload()}
    ></bx-queue-toolbar>`;
  }

  #select(what) {
    this.everything = what === 'everything';
    if (what === 'none') {
      this.#selection.clear();
    } else {
      this.#selection.all(this.#paged.entries.map(({ id }) => id));
    }
    this.querySelector('bx-queue-list')?.requestUpdate();
    this.requestUpdate();
  }
}

customElements.define('page-review', Review);

/** A queue of the review: its entries by reason, with what can be done to many at once. */
import { html, nothing } from 'lit';
import { Component, stylesheet } from '../component.js';
import '../components/state.js';
import { Selection } from '../lists/selection.js';
import { live } from '../live.js';
import { session } from '../session.js';
import { texts } from '../texts/review.js';
import { agreedToDismiss, tellDecision } from '../review/agreement.js';
import { decide, decideAll } from '../review/decisions.js';
import { actionsOf, coversAll, filtersOf, keepActive, lastActive, openQueue, queues } from '../review/queues.js';
import { emptyQueue, explanation } from '../review/queue-notes.js';
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

  #list = null;
  #selection = new Selection();
  #update = () => this.requestUpdate();
  #selected = () => {
    this.everything = false;
    this.requestUpdate();
  };

  connectedCallback() {
    super.connectedCallback();
    this.own(() => this.#unfollow());
    const news = LIVE[this.parameters.queue];
    if (news) {
      this.own(live.on(news, () => this.#news()));
      this.own(live.on('health', () => this.#list?.failure && this.#list.more()));
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
    const list = openQueue(this.#queue, this.#filters, { anew });
    if (list === this.#list) {
      return;
    }
    this.#unfollow();
    this.#list = list;
    this.#selection = new Selection();
    list.addEventListener('change', this.#update);
    this.#selection.addEventListener('change', this.#selected);
    this.active = lastActive();
    this.changed = false;
    this.everything = false;
    if (!this.#begun) {
      list.more();
    } else if (this.active) {
      this.updateComplete.then(() => this.querySelector('bx-queue-list')?.focusActive());
    }
    this.requestUpdate();
  }

  #unfollow() {
    this.#list?.removeEventListener('change', this.#update);
    this.#selection.removeEventListener('change', this.#selected);
  }

  get #begun() {
    return this.#list.complete || this.#list.items.length > 0;
  }

  #news() {
    this.changed = this.#begun;
  }

  #reload() {
    this.#open({ anew: true });
    this.#recount();
  }

  #recount() {
    this.querySelector('bx-queue-tabs')?.load();
  }

  get #activeEntry() {
    return this.#list.items[Math.max(0, this.#list.indexOf(this.active))];
  }

  #activate(id) {
    this.active = id;
    keepActive(id);
  }

  /** Does something with what is selected, or with the active entry. */
  async #act(action) {
    const ids = this.#selection.size > 0 ? this.#selection.ids : [this.#activeEntry?.id].filter(Boolean);
    const total = this.everything ? this.#list.total : ids.length;
    const allowed = actionsOf(this.#queue, this.#filters).includes(action) && session.may('label');
    if (!allowed || ids.length === 0 || this.progress) {
      return;
    }
    if (action === 'dismiss' && !(await agreedToDismiss(this.#queue.name, total, { everything: this.everything }))) {
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
    tellDecision(action, decision);
    this.#recount();
    if (this.everything) {
      this.#reload();
      return;
    }
    const dealtWith = [...decision.done, ...decision.gone];
    this.#list.remove(dealtWith);
    this.#selection.remove(dealtWith);
    this.#activate(next);
    await this.updateComplete;
    this.querySelector('bx-queue-list')?.focusActive();
  }

  /** The entry that gets the keyboard when others have gone. */
  #after(ids) {
    const gone = new Set(ids);
    const { items } = this.#list;
    const at = Math.max(0, this.#list.indexOf(this.active));
    return [...items.slice(at), ...items.slice(0, at).reverse()].find(({ id }) => !gone.has(id))?.id;
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
    const { items, complete, failure } = this.#list;
    if (failure && items.length === 0) {
      return html`<bx-state kind="error" .failure=${failure} .retry=${() => this.#list.more()}></bx-state>`;
    }
    if (!this.#begun) {
      return html`<bx-state kind="loading"></bx-state>`;
    }
    if (complete && items.length === 0) {
      return html`${emptyQueue(this.#queue.name, this.#filters)} ${this.changed ? this.#bar() : nothing}`;
    }
    return html`
      ${explanation(this.#filters)} ${this.#bar()}
      <bx-queue-list
        .list=${this.#list}
        .selection=${this.#selection}
        .filters=${this.#filters}
        .active=${this.active}
        .label=${texts.list.label(texts.queues[this.#queue.name])}
        @activate=${(event) => this.#activate(event.detail.id)}
        @act=${(event) => this.#act(event.detail.action)}
      ></bx-queue-list>
      ${failure ? html`<p class="notice notice--bad" role="alert">${failure.message}</p>` : nothing}
    `;
  }

  #bar() {
    const { complete, total } = this.#list;
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
    if (what === 'none') {
      this.#selection.clear();
    } else {
      this.#selection.add(this.#list.items);
    }
    this.everything = what === 'everything';
  }
}

customElements.define('page-review', Review);

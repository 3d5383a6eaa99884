/** One entry of a queue: why it is there, its labels in the editor, and what is decided about it. */
import { html, nothing } from 'lit';
import { Component, stylesheet } from '../component.js';
import '../components/state.js';
import { address } from '../api.js';
import { live } from '../live.js';
import { notify } from '../notify.js';
import { classNames } from '../images/class-names.js';
import { navigate } from '../router.js';
import { session } from '../session.js';
import { texts } from '../texts/review-editor.js';
import { texts as shared } from '../texts/review.js';
import { agreedToDismiss, tellDecision } from '../review/agreement.js';
import { decide } from '../review/decisions.js';
import { shownBy } from '../review/details.js';
import { facts } from '../review/entry-facts.js';
import { keys, why } from '../review/entry-notes.js';
import { editorPath } from '../review/entries.js';
import { actionsOf, entryOf, filtersOf, keepActive, neighbours, openQueue, queues } from '../review/queues.js';
import '../review/class-merge.js';
import '../review/entry-editor.js';
import '../review/image-pair.js';

await Promise.all(['image', 'review'].map((name) => stylesheet(`/style/pages/${name}.css`)));

const PAGES_SEARCHED = 4;

class ReviewEditor extends Component {
  static properties = {
    parameters: { attribute: false },
    query: { attribute: false },
    entry: { state: true },
    shown: { state: true },
    classes: { state: true },
    gone: { state: true },
    failure: { state: true },
    busy: { state: true },
  };

  #list = null;
  #signal = null;
  #update = () => this.requestUpdate();

  constructor() {
    super();
    this.classes = [];
  }

  connectedCallback() {
    super.connectedCallback();
    if (!this.#queue) {
      return;
    }
    this.#signal = this.leaving();
    this.#list = openQueue(this.#queue, this.#filters);
    keepActive(this.parameters.id);
    this.listen(this.#list, 'change', this.#update);
    this.own(live.on('health', () => this.failure && !this.gone && this.#load()));
    this.listen(document, 'keydown', (event) => this.#key(event));
    this.#load();
  }

  get #queue() {
    return queues[this.parameters.queue];
  }

  get #filters() {
    return filtersOf(this.#queue, this.query);
  }

  get #listPath() {
    return address(`/review/${this.parameters.queue}`, this.#filters);
  }

  get #around() {
    return neighbours(this.#list, this.parameters.id);
  }

  async #load() {
    this.failure = undefined;
    try {
      const entry = await this.#find();
      const [shown, classes] = await Promise.all([shownBy(entry, this.#signal), classNames()]);
      Object.assign(this, { entry, shown, classes });
    } catch (failure) {
      if (failure.name === 'AbortError') {
        return;
      }
      this.gone = failure.status === 404;
      this.failure = failure;
    }
    if (!this.#around.next && !this.#signal.aborted) {
      this.#list.more();
    }
  }

  /** The entry as the list knows it; an address that was opened directly may be of an entry further down. */
  async #find() {
    const { id } = this.parameters;
    const index = await this.#list.find(id, PAGES_SEARCHED);
    return index >= 0 ? this.#list.items[index] : entryOf(this.#queue, id, this.#signal);
  }

  #key(event) {
    const elsewhere = event.target instanceof Element && event.target.closest('input, textarea, select, dialog');
    if (event.defaultPrevented || event.altKey || event.metaKey || elsewhere) {
      return;
    }
    const keys = {
      PageDown: () => this.#go(this.#around.next),
      PageUp: () => this.#go(this.#around.previous),
      X: event.shiftKey && !event.ctrlKey ? () => this.#dismiss() : undefined,
      Escape: () => navigate(this.#listPath),
    };
    if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  }

  #step({ detail: { step } }) {
    this.#go(step > 0 ? this.#around.next : this.#around.previous);
  }

  #go(entry) {
    if (entry) {
      navigate(this.#pathOf(entry), { replace: true });
    }
  }

  #pathOf({ id }) {
    return editorPath(this.#queue.name, id, this.#filters);
  }

  async #dismiss() {
    const { id } = this.parameters;
    if (this.busy || !this.entry || !this.#dismissable || !(await agreedToDismiss(this.#queue.name, 1))) {
      return;
    }
    this.busy = true;
    const decision = await decide(this.#queue, 'dismiss', [id]);
    this.busy = false;
    tellDecision('dismiss', decision);
    if (decision.done.length + decision.gone.length > 0) {
      this.#done('');
    }
  }

  get #dismissable() {
    return session.may('label') && actionsOf(this.#queue, this.#filters).includes('dismiss');
  }

  /** The next entry is shown, or the list after the last one. */
  #done(text) {
    const { next, previous } = this.#around;
    this.#list.remove([this.parameters.id]);
    if (text) {
      notify(text, 'good');
    }
    const following = next ?? previous;
    if (!following) {
      notify(texts.finished);
    }
    navigate(following ? this.#pathOf(following) : this.#listPath, { replace: true });
  }

  render() {
    if (!this.#queue) {
      return html`<div class="page">
        <h1>${shared.title}</h1>
        <p>${shared.unknownQueue(this.parameters.queue)}</p>
      </div>`;
    }
    return html`<div class="page">
      <p><a href=${this.#listPath}>← ${shared.queues[this.#queue.name]}</a></p>
      <div class="page__head">
        <h1 class="review-editor__name">${this.#name}</h1>
        ${this.#toolbar()}
      </div>
      ${this.entry ? why(this.entry) : nothing} ${this.#content()}
    </div>`;
  }

  /** A suspect is listed by the id of its image. */
  get #name() {
    return this.shown?.source?.name ?? this.entry?.name ?? shared.title;
  }

  #toolbar() {
    const { previous, next, position } = this.#around;
    const step = (entry, text) =>
      entry
        ? html`<a class="button" href=${this.#pathOf(entry)}>${text}</a>`
        : html`<button class="button" disabled>${text}</button>`;
    return html`<div class="row" role="group" aria-label=${texts.actionsLabel}>
      ${position > 0 ? html`<span class="muted small">${texts.position(position, this.#list.total)}</span>` : nothing}
      ${step(previous, texts.previous)} ${step(next, texts.next)}
      ${this.entry && this.#dismissable
        ? html`<button class="button" ?disabled=${this.busy} @click=${() => this.#dismiss()}>${texts.dismiss}</button>`
        : nothing}
    </div>`;
  }

  get #editable() {
    return this.shown && !this.shown.other && !this.#classes;
  }

  get #classes() {
    return this.entry?.item.classes?.length === 2 ? this.entry.item.classes : undefined;
  }

  #content() {
    if (this.gone) {
      const { heading, text, back } = texts.gone;
      return html`<bx-state kind="empty" .heading=${heading} .text=${text} .action=${{ href: this.#listPath, text: back }}></bx-state>`;
    }
    if (this.failure) {
      return html`<bx-state kind="error" .failure=${this.failure} .retry=${() => this.#load()}></bx-state>`;
    }
    if (!this.shown) {
      return html`<div class="entry-editor__frame"><bx-state kind="loading"></bx-state></div>`;
    }
    return html`${this.#body()}
      <aside class="card stack" aria-label=${texts.about}>${facts(this.entry, this.shown)} ${this.#editable ? keys() : nothing}</aside>`;
  }

  #body() {
    const done = (event) => this.#done(event.detail?.text ?? '');
    if (this.shown.other) {
      const { other, ...image } = this.shown;
      return html`<bx-image-pair .images=${[image, other]} @done=${done} @stale=${() => this.#load()}></bx-image-pair>`;
    }
    if (this.#classes) {
      return html`<bx-class-merge .classes=${this.#classes} @done=${done}></bx-class-merge>`;
    }
    return html`<bx-entry-editor .entry=${this.entry} .shown=${this.shown} .classes=${this.classes} @done=${done} @step=${this.#step}></bx-entry-editor>`;
  }
}

customElements.define('page-review-editor', ReviewEditor);

/**
 * What can be done with the selected images of a list, at the lower edge of the window: change the class, delete, undo.
 * `list` is a CursorList, `selection` a Selection, `classes` the names to offer. Event: `changed` after each change.
 */
import { html, nothing } from 'lit';
import { Component } from '../component.js';
import { changeClass, MOST_UNDONE, removeImages } from '../images/selected-images.js';
import { notify } from '../notify.js';
import { session } from '../session.js';
import { texts } from '../texts/images.js';
import { ask } from './dialog.js';

const MOST_FAILURES = 5;
const { selection: words } = texts;

class SelectionBar extends Component {
  static properties = {
    list: { attribute: false },
    selection: { attribute: false },
    classes: { attribute: false },
    running: { state: true },
    outcome: { state: true },
  };

  #stop = new AbortController();

  constructor() {
    super();
    this.classes = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(this.selection, 'change', () => this.requestUpdate());
  }

  render() {
    const number = this.selection.size;
    const idle = number === 0 && !this.running && !this.outcome;
    return html`<section class="selection-bar" aria-label=${words.label} ?hidden=${idle}>
      ${this.outcome ? this.#outcome() : nothing}
      <div class="row row--apart" ?hidden=${number === 0 && !this.running}>
        <p role="status">${this.running ?? words.count(number)}</p>
        <div class="row">${this.running ? this.#stopButton() : this.#buttons()}</div>
      </div>
    </section>`;
  }

  #buttons() {
    return html`${session.may('label')
        ? html`<button class="button" @click=${() => this.relabelSelected()}>${words.relabel}</button>
            <button class="button button--danger" @click=${() => this.removeSelected()}>${words.remove}</button>`
        : nothing}
      <button class="button button--quiet" @click=${() => this.selection.clear()}>${words.clear}</button>`;
  }

  #stopButton() {
    return html`<button class="button" @click=${() => this.#stop.abort()}>${texts.stop}</button>`;
  }

  #outcome() {
    const { text, failed, undo } = this.outcome;
    return html`<div class="selection-bar__outcome">
      <div class="row row--apart">
        <p role="status">${text}</p>
        <div class="row">
          ${undo ? html`<button class="button" @click=${() => this.#undo(undo)}>${texts.undo}</button>` : nothing}
          <button class="button button--quiet" @click=${() => (this.outcome = undefined)}>${texts.close}</button>
        </div>
      </div>
      ${failed.length > 0
        ? html`<div class="small">
            <p>${texts.failed(failed.length)}</p>
            <ul>
              ${failed.slice(0, MOST_FAILURES).map(({ item, failure }) => html`<li>${item.name}: ${reason(failure)}</li>`)}
            </ul>
          </div>`
        : nothing}
    </div>`;
  }

  /** The selected items in the order of the list. */
  #items() {
    return this.list.items.filter(({ id }) => this.selection.has(id));
  }

  /** Asks whether to delete the selected images, and deletes them. */
  async removeSelected() {
    const items = this.#items();
    const { remove: asked } = texts;
    if (items.length === 0 || this.running || !session.may('label')) {
      return;
    }
    const answer = await ask({
      title: asked.title(items.length),
      content: html`<p>${items.length <= MOST_UNDONE ? asked.undoable : asked.final(MOST_UNDONE)}</p>`,
      confirm: asked.confirm(items.length),
      danger: true,
    });
    if (answer) {
      await this.#run(items, asked, (options) => removeImages(items, options), ({ done }) => asked.done(done.length));
    }
  }

  /** Asks for a class for the selected images, and sets it. */
  async relabelSelected() {
    const items = this.#items();
    const { relabel: asked } = texts;
    const answer = await ask({ title: asked.title(items.length), content: this.#relabelFields(items), confirm: asked.confirm });
    const to = answer?.to.trim();
    if (!to) {
      return;
    }
    await this.#run(
      items,
      asked,
      (options) => changeClass(items, { from: answer.from, to }, options),
      ({ done, failed, boxes }) => (done.length + failed.length === 0 ? asked.nothing : asked.done(boxes, done.length, to)),
    );
  }

  #relabelFields(items) {
    const { relabel: asked } = texts;
    const present = [...new Set(items.flatMap(({ boxes }) => boxes.map(({ label }) => label)))].sort();
    return html`<div class="field">
        <label class="field__label" for="relabel-from">${asked.from}</label>
        <select class="select" id="relabel-from" name="from">
          <option value="">${asked.every}</option>
          ${present.map((name) => html`<option value=${name}>${name}</option>`)}
        </select>
      </div>
      <div class="field">
        <label class="field__label" for="relabel-to">${asked.to}</label>
        <input class="input" id="relabel-to" name="to" required pattern=".*\\S.*" autocomplete="off" list="relabel-classes" />
        <datalist id="relabel-classes">${this.classes.map((name) => html`<option value=${name}></option>`)}</datalist>
      </div>`;
  }

  async #run(items, asked, change, told) {
    this.outcome = undefined;
    this.#stop = new AbortController();
    const onProgress = (done) => (this.running = asked.running(done, items.length));
    onProgress(0);
    const outcome = await change({ onProgress, signal: this.#stop.signal });
    this.running = undefined;
    this.selection.remove(outcome.done.map(({ item }) => item.id));
    this.#tell({ ...outcome, text: told(outcome), undo: outcome.done.length > 0 ? outcome.undo : undefined });
  }

  async #undo(undo) {
    this.outcome = undefined;
    this.running = texts.undoing;
    const outcome = await undo({});
    this.running = undefined;
    this.#tell({ ...outcome, text: texts.undone(outcome.done.length), undo: undefined });
  }

  #tell(outcome) {
    if (!this.isConnected) {
      notify(outcome.text, outcome.failed.length > 0 ? 'bad' : 'good');
      return;
    }
    this.outcome = outcome;
    this.dispatchEvent(new CustomEvent('changed', { bubbles: true }));
  }
}

function reason(failure) {
  return { 412: texts.stale, 404: texts.gone }[failure.status] ?? failure.message;
}

customElements.define('bx-selection-bar', SelectionBar);

/**
 * The labels of one entry in the editor: those that it has, and the model's as suggestions. `save` sends them. Tells
 * `done` ({text}) when the entry has been dealt with.
 */
import { html, nothing } from 'lit';
import '../components/editor.js';
import { Component } from '../component.js';
import { session } from '../session.js';
import { texts } from '../texts/review-editor.js';
import { draftOf, dropDraft, keepDraft } from './drafts.js';
import './entry-conflict.js';
import './file-choice.js';
import { differs, fileOf, scaled, sizeOf } from './image-files.js';
import { conflictOf, save, saveAnyway, theirs } from './saving.js';

class EntryEditor extends Component {
  static properties = {
    entry: { attribute: false },
    shown: { attribute: false },
    classes: { attribute: false },
    busy: { type: Boolean },
    image: { state: true },
    boxes: { state: true },
    replacement: { state: true },
    split: { state: true },
    restored: { state: true },
    refusal: { state: true },
    conflict: { state: true },
  };

  #value = [];
  #file = undefined;
  #signal = null;

  constructor() {
    super();
    this.split = '';
    this.busy = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#signal = this.leaving();
    this.own(() => this.#forget(this.image));
    const draft = draftOf(this.entry);
    this.restored = draft !== undefined;
    this.#setBoxes(draft ?? this.shown.boxes);
    this.#open();
  }

  async #open() {
    const image = await this.#shownImage().catch(() => undefined);
    if (this.#signal.aborted) {
      this.#forget(image);
      return;
    }
    this.image = image ?? {};
    await this.updateComplete;
    this.querySelector('bx-editor')?.focus();
  }

  /** The image of the entry. That of a rejection is kept, because it is gone as soon as someone else mends it. */
  async #shownImage() {
    const { src, preview, width, height } = this.shown;
    if (!src) {
      return undefined;
    }
    if (this.entry.queue !== 'quarantine') {
      return width && height ? { src, width, height } : { src, ...(await sizeOf(src)) };
    }
    this.#file = await fileOf(src, this.entry.name, this.#signal);
    return (await opened(this.#file)) ?? (width && height ? { src: preview, width, height } : undefined);
  }

  /** Saves the boxes as they are now. */
  async save() {
    if (!this.image?.src && !this.replacement) {
      this.refusal = new Error(texts.replace.needed);
      return;
    }
    await this.#try(() => save(this.entry, { boxes: this.#value, file: this.replacement, split: this.split, version: this.shown.version }));
  }

  async #try(action) {
    if (this.busy || !session.may('label')) {
      return;
    }
    this.busy = true;
    this.refusal = undefined;
    try {
      await action();
      this.#done(texts.saved[this.entry.queue]);
    } catch (failure) {
      await this.#refused(failure);
    }
    this.busy = false;
  }

  async #refused(failure) {
    const kind = conflictOf(this.entry.queue, failure);
    if (!kind) {
      this.refusal = failure;
      return;
    }
    keepDraft(this.entry, this.#value);
    try {
      this.conflict = { kind, other: kind === 'dismissed' ? undefined : await theirs(this.entry, this.#signal) };
    } catch (unavailable) {
      this.refusal = unavailable;
    }
  }

  async #keep(whose) {
    if (whose === 'theirs') {
      this.#done('');
      return;
    }
    const { other } = this.conflict;
    await this.#try(async () => {
      const file = other ? undefined : (this.replacement ?? this.#file ?? (await fileOf(this.shown.src, this.entry.name)));
      await saveAnyway({ boxes: this.#value, split: this.split }, other, file);
    });
  }

  #done(text) {
    dropDraft(this.entry);
    this.dispatchEvent(new CustomEvent('done', { detail: { text } }));
  }

  #setBoxes(boxes) {
    this.boxes = boxes;
    this.#value = boxes;
  }

  #edited(event) {
    this.#value = event.detail.boxes;
    keepDraft(this.entry, this.#value);
  }

  #startAgain() {
    dropDraft(this.entry);
    this.restored = false;
    this.#setBoxes(this.shown.boxes);
  }

  async #replace(file) {
    this.#forget(this.image);
    this.replacement = file;
    this.boxes = this.#value;
    this.image = (await opened(file ?? this.#file)) ?? {};
  }

  #scale() {
    this.#setBoxes(scaled(this.#value, this.shown, this.image));
    keepDraft(this.entry, this.#value);
    this.shown = { ...this.shown, width: this.image.width, height: this.image.height };
  }

  #forget(image) {
    if (image?.src?.startsWith('blob:')) {
      URL.revokeObjectURL(image.src);
    }
  }

  render() {
    return html`<div class="stack">
      ${this.conflict
        ? html`<bx-entry-conflict
            .conflict=${this.conflict}
            .mine=${{ ...this.image, boxes: this.#value }}
            ?busy=${this.busy}
            @keep=${(event) => this.#keep(event.detail.whose)}
          ></bx-entry-conflict>`
        : nothing}
      ${this.refusal
        ? html`<div class="notice notice--bad" role="alert">
            <p><strong>${texts.refused}</strong></p>
            <p>${this.refusal.message}</p>
          </div>`
        : nothing}
      ${this.#notes()} ${this.#editor()} ${this.entry.queue === 'quarantine' ? this.#fileChoice() : nothing}
    </div>`;
  }

  #notes() {
    const { image, shown } = this;
    return html`${this.restored
      ? html`<p class="notice row">
          <span>${texts.draft}</span><button class="button button--small" @click=${() => this.#startAgain()}>${texts.startAgain}</button>
        </p>`
      : nothing}
    ${image?.src && this.entry.queue === 'quarantine' && differs(shown, image)
      ? html`<p class="notice notice--warning row">
          <span>${texts.scale(shown, image)}</span><button class="button button--small" @click=${() => this.#scale()}>${texts.scaleButton}</button>
        </p>`
      : nothing}
    ${shown.proposals.length > 0 ? html`<p class="muted small">${texts.suggestions(shown.proposals.length)}</p>` : nothing}`;
  }

  #editor() {
    if (!this.image) {
      return html`<div class="entry-editor__frame"><bx-state kind="loading"></bx-state></div>`;
    }
    if (!this.image.src) {
      return html`<p class="notice">${texts.replace.needed}</p>`;
    }
    return html`<bx-editor
      class="entry-editor__editor"
      aria-label=${texts.editorLabel}
      .src=${this.image.src}
      .width=${this.image.width}
      .height=${this.image.height}
      .boxes=${this.boxes}
      .suggestions=${this.shown.proposals}
      .classes=${this.classes}
      .hints=${[]}
      @change=${(event) => this.#edited(event)}
      @save=${() => this.save()}
    ></bx-editor>`;
  }

  #fileChoice() {
    return html`<bx-file-choice
      .entry=${this.entry}
      .replacement=${this.replacement}
      .split=${this.split}
      .readable=${Boolean(this.image?.src)}
      ?disabled=${!session.may('label')}
      @file=${(event) => this.#replace(event.detail.file)}
      @split=${(event) => {
        this.split = event.detail.split;
      }}
    ></bx-file-choice>`;
  }
}

/** A file as an image; undefined if the browser cannot show it. */
async function opened(file) {
  if (!file) {
    return undefined;
  }
  const src = URL.createObjectURL(file);
  try {
    return { src, ...(await sizeOf(src)) };
  } catch {
    URL.revokeObjectURL(src);
    return undefined;
  }
}

customElements.define('bx-entry-editor', EntryEditor);

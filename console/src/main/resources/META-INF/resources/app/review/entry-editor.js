/**
 * The labels of one entry in the editor: those that it has, and the model's as suggestions. `save` sends them. Tells
 * `done` ({text}) when the entry has been dealt with.
 */
import { html, nothing } from 'lit';
import '../components/editor.js';
import '../components/label-conflict.js';
import { Component } from '../component.js';
import { sameBoxes } from '../labels/geometry.js';
import { compareVersions } from '../labels/label-merge.js';
import { session } from '../session.js';
import { texts } from '../texts/review-editor.js';
import { draftOf, dropDraft, keepDraft } from './drafts.js';
import './entry-conflict.js';
import { offer, refusal } from './entry-notes.js';
import './file-choice.js';
import { differs, fileOf, forget, imageOf, openedImage, scaled } from './image-files.js';
import { conflictOf, save, saveAnyway, theirs } from './saving.js';

class EntryEditor extends Component {
  static properties = {
    entry: { attribute: false },
    shown: { attribute: false },
    classes: { attribute: false },
    busy: { state: true },
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
  /** The image with the labels of someone else that are saved over. */
  #over = undefined;

  constructor() {
    super();
    this.split = '';
    this.busy = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#signal = this.leaving();
    this.own(() => forget(this.image));
    const draft = draftOf(this.entry);
    this.restored = draft !== undefined;
    this.#setBoxes(draft ?? this.shown.boxes);
    this.#open();
  }

  async #open() {
    const { image, file } = await imageOf(this.entry, this.shown, this.#signal).catch(() => ({}));
    if (this.#signal.aborted) {
      forget(image);
      return;
    }
    this.#file = file;
    this.image = image ?? {};
    await this.updateComplete;
    this.#editor?.focus();
  }

  get #editor() {
    return this.querySelector('bx-editor');
  }

  /** Saves boxes. */
  save(boxes) {
    const answer = { boxes, file: this.replacement, split: this.split, version: this.shown.version };
    return this.#try(boxes, () => (this.#over ? saveAnyway(answer, this.#over) : save(this.entry, answer)));
  }

  async #try(boxes, action) {
    if (this.busy || !session.may('label')) {
      return;
    }
    this.busy = true;
    this.refusal = undefined;
    keepDraft(this.entry, boxes);
    try {
      await action();
      this.#done(texts.saved[this.entry.queue]);
    } catch (failure) {
      await this.#refused(boxes, failure);
    }
    this.busy = false;
  }

  async #refused(boxes, failure) {
    const kind = conflictOf(this.entry.queue, failure);
    try {
      const other = ['changed', 'answered'].includes(kind) ? await theirs(this.entry, this.#signal) : undefined;
      this.refusal = kind ? undefined : failure;
      if (other && sameBoxes(boxes, other.boxes)) {
        this.#done(texts.saved[this.entry.queue]);
      } else if (other) {
        const before = this.#over ?? this.shown;
        this.conflict = { other, mine: boxes, comparison: compareVersions(before.boxes, boxes, other.boxes) };
      } else if (kind) {
        this.conflict = { kind: kind in texts.conflict.kinds ? kind : 'removed' };
      }
    } catch (unavailable) {
      this.refusal = unavailable;
    }
  }

  /** What came of both versions. */
  #settle(boxes) {
    this.#over = this.conflict.other;
    return this.save(boxes);
  }

  /** What came of both versions goes into the editor as a change of theirs. */
  async #edit(boxes) {
    this.#over = this.conflict.other;
    this.conflict = undefined;
    this.#setBoxes(this.#over.boxes);
    await this.updateComplete;
    this.#editor.replaceAll(boxes);
    this.#editor.focus();
  }

  async #keep(mine) {
    if (!mine) {
      this.#done('');
      return;
    }
    await this.#try(this.#value, async () => {
      const file = this.replacement ?? this.#file ?? (await fileOf(this.shown.src, this.entry.name));
      await saveAnyway({ boxes: this.#value, split: this.split }, undefined, file);
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

  #edited({ detail }) {
    this.#value = detail.boxes;
    keepDraft(this.entry, this.#value);
  }

  #startAgain() {
    dropDraft(this.entry);
    this.restored = false;
    this.#setBoxes([...this.shown.boxes]);
  }

  async #replace(file) {
    forget(this.image);
    this.replacement = file;
    this.boxes = [...this.#value];
    this.image = (await openedImage(file ?? this.#file)) ?? {};
  }

  #scale() {
    this.#editor.replaceAll(scaled(this.#value, this.shown, this.image));
    this.shown = { ...this.shown, width: this.image.width, height: this.image.height };
  }

  render() {
    if (this.conflict?.other) {
      return this.#versions();
    }
    return html`<div class="stack">
      ${this.conflict
        ? html`<bx-entry-conflict .kind=${this.conflict.kind} ?busy=${this.busy} @keep=${(event) => this.#keep(event.detail.mine)}></bx-entry-conflict>`
        : nothing}
      ${refusal(this.refusal)} ${this.#notes()} ${this.#labels()} ${this.entry.queue === 'quarantine' ? this.#choices() : nothing}
    </div>`;
  }

  #versions() {
    const { other, mine, comparison } = this.conflict;
    return html`<div class="stack">
      ${refusal(this.refusal)}
      <bx-label-conflict
        .comparison=${comparison}
        .image=${other}
        .mine=${mine}
        .theirs=${other.boxes}
        .caller=${other.caller}
        ?busy=${this.busy}
        @save=${(event) => this.#settle(event.detail.boxes)}
        @edit=${(event) => this.#edit(event.detail.boxes)}
      ></bx-label-conflict>
    </div>`;
  }

  #notes() {
    const { image, shown } = this;
    return html`${this.restored ? offer(texts.draft, texts.startAgain, () => this.#startAgain()) : nothing}
    ${image?.src && this.entry.queue === 'quarantine' && differs(shown, image)
      ? offer(texts.scale(shown, image), texts.scaleButton, () => this.#scale())
      : nothing}`;
  }

  #labels() {
    const { image } = this;
    if (!image) {
      return html`<div class="entry-editor__frame"><bx-state kind="loading"></bx-state></div>`;
    }
    if (!image.src) {
      return html`<p class="notice">${texts.replace.needed}</p>`;
    }
    return html`<bx-editor
      .src=${image.src}
      .width=${image.width}
      .height=${image.height}
      .boxes=${this.boxes}
      .suggestions=${this.shown.proposals}
      .classes=${this.classes}
      .saveText=${this.entry.queue === 'suspects' ? texts.saveLabels : texts.sendIn}
      ?busy=${this.busy || !session.may('label')}
      @change=${this.#edited}
      @save=${(event) => this.save(event.detail.boxes)}
    ></bx-editor>`;
  }

  #choices() {
    return html`<bx-file-choice
      .entry=${this.entry}
      .replacement=${this.replacement}
      .split=${this.split}
      ?readable=${Boolean(this.image?.src)}
      ?disabled=${this.busy || !session.may('label')}
      @file=${(event) => this.#replace(event.detail.file)}
      @split=${(event) => {
        this.split = event.detail.split;
      }}
      @send=${() => this.save(this.#value)}
    ></bx-file-choice>`;
  }
}

customElements.define('bx-entry-editor', EntryEditor);

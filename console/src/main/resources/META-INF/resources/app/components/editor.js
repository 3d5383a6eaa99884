/**
 * Edits the boxes of an image. It knows nothing of services: pages load and save.
 *
 * Properties: `src`, `width` and `height` of the image; `boxes` (label, xMin, yMin, xMax, yMax, difficult; other boxes
 * begin anew); `suggestions` of a model (the same with a score); `classes` to choose from, the first nine by number key;
 * `hints`, texts to show; `busy` while a page saves; `saveText` of the button. `value` are the boxes as they are now,
 * `dirty` whether they were changed; `markSaved()` says that they were saved as they are.
 *
 * Events, which bubble: `change` and `save` (detail `{boxes}`), `step` (detail `{step}`: 1 for the next image, -1).
 */
import { html, nothing } from 'lit';
import { Component, stylesheet } from '../component.js';
import { editorCommand } from '../labels/editor-keys.js';
import { uncovered } from '../labels/geometry.js';
import { create, moveOrPan, resize, selectNext } from '../labels/keyboard-edits.js';
import { LabelDocument } from '../labels/label-document.js';
import { texts } from '../texts/editor.js';
import { showEditorKeys } from './editor-help.js';
import { editorToolbar } from './editor-toolbar.js';
import './editor-classes.js';
import './editor-list.js';
import './editor-stage.js';

await stylesheet('/style/editor.css');

class Editor extends Component {
  static properties = {
    src: {},
    width: { type: Number },
    height: { type: Number },
    boxes: { attribute: false },
    suggestions: { attribute: false },
    classes: { attribute: false },
    hints: { attribute: false },
    busy: { type: Boolean },
    saveText: {},
    label: { state: true },
    hand: { state: true },
    plain: { state: true },
    version: { state: true },
  };

  #document = new LabelDocument([]);
  #image = { width: 1, height: 1 };
  #told = [];
  #spaceHeld = false;

  constructor() {
    super();
    Object.assign(this, { src: '', width: 1, height: 1, boxes: [], suggestions: [], classes: [], hints: [], busy: false });
    Object.assign(this, { saveText: texts.save, label: '', hand: false, plain: false, version: 0 });
  }

  get value() {
    return this.#document.value;
  }

  get dirty() {
    return this.#document.dirty;
  }

  markSaved() {
    this.#document.markSaved();
  }

  /** Puts other boxes into the place of all; this can be undone. */
  replaceAll(boxes) {
    this.#document.replaceAll(boxes);
  }

  /** Gives the image the focus, so that keys work. */
  focus() {
    this.querySelector('.editor__stage')?.focus({ preventScroll: true });
  }

  willUpdate(changed) {
    if (changed.has('boxes')) {
      this.#begin();
    } else if (changed.has('suggestions')) {
      this.#document.suggest(uncovered(this.suggestions, this.#document.boxes));
    }
    if (changed.has('width') || changed.has('height')) {
      this.#image = { width: this.width, height: this.height };
    }
    if (!this.label) {
      this.label = this.#names()[0] ?? '';
    }
  }

  firstUpdated() {
    this.#stage().focusTarget = this.querySelector('.editor__stage');
  }

  #begin() {
    this.#document = new LabelDocument(this.boxes, uncovered(this.suggestions, this.boxes));
    this.#document.addEventListener('change', () => this.#changed());
    this.#told = this.#document.boxes;
  }

  #changed() {
    const { selected, boxes } = this.#document;
    this.label = selected?.label || this.label;
    this.version += 1;
    if (boxes !== this.#told) {
      this.#told = boxes;
      this.dispatchEvent(new CustomEvent('change', { detail: { boxes: this.value }, bubbles: true }));
    }
  }

  #stage() {
    return this.querySelector('bx-editor-stage');
  }

  /** The classes to choose from, and those that boxes have besides. */
  #names() {
    return [...new Set([...this.classes, ...this.#document.boxes.map(({ label }) => label)])].filter((name) => name);
  }

  render() {
    return html`<div class="editor" @keydown=${this.#key} @keyup=${this.#keyUp} @change=${(event) => event.stopPropagation()}>
      ${this.#toolbar()}
      <div class="editor__stage" tabindex="0" role="application" aria-label=${texts.stage} aria-describedby="editor-stage-help" @blur=${this.#release}>
        <bx-editor-stage
          class="editor-stage"
          .src=${this.src}
          .image=${this.#image}
          .document=${this.#document}
          .label=${this.label}
          .hand=${this.hand}
          .plain=${this.plain}
          .version=${this.version}
          @look=${() => this.requestUpdate()}
        ></bx-editor-stage>
      </div>
      <p class="visually-hidden" id="editor-stage-help">${texts.stageHelp}</p>
      <p class="visually-hidden" role="status">${this.#status()}</p>
      <div class="editor__side">
        ${this.hints.length > 0
          ? html`<section class="notice notice--warning small" aria-label=${texts.hints}>${this.hints.map((hint) => html`<p>${hint}</p>`)}</section>`
          : nothing}
        <bx-editor-classes
          class="stack stack--tight"
          .classes=${this.#names()}
          .label=${this.label}
          @choose=${(event) => this.#setClass(event.detail.label)}
          @leave=${() => this.focus()}
        ></bx-editor-classes>
        <bx-editor-list class="stack" .document=${this.#document} .image=${this.#image} .version=${this.version}></bx-editor-list>
      </div>
    </div>`;
  }

  #toolbar() {
    const { hand, plain, busy, saveText } = this;
    const scale = this.#stage()?.view.scale ?? 1;
    return editorToolbar({ document: this.#document, scale, hand, plain, busy, saveText, commands: this.#commands });
  }

  #status() {
    const { selected, boxes, suggestions } = this.#document;
    if (!selected) {
      return texts.none(boxes.length);
    }
    const suggested = this.#document.isSuggestion(selected);
    const list = suggested ? suggestions : boxes;
    return texts.selected(list.indexOf(selected), list.length, selected, suggested);
  }

  #setClass(label) {
    this.label = label;
    this.#document.changeSelected({ label });
    this.focus();
  }

  #save() {
    const nameless = this.#document.boxes.find(({ label }) => !label);
    if (nameless) {
      this.#document.select(nameless.key);
      this.querySelector('bx-editor-classes').focus();
    } else if (!this.busy) {
      this.dispatchEvent(new CustomEvent('save', { detail: { boxes: this.value }, bubbles: true }));
    }
  }

  #key(event) {
    const control = event.ctrlKey || event.metaKey;
    const typing = event.target.matches('input:not([type="checkbox"]), select, textarea');
    const pressing = event.target.matches('button, input[type="checkbox"]') && (event.key === 'Enter' || event.key === ' ');
    if (pressing || (typing && !(control && event.key.toLowerCase() === 's'))) {
      return;
    }
    if (event.key === ' ') {
      event.preventDefault();
      this.#spaceHeld ||= !this.hand;
      this.hand = true;
      return;
    }
    const command = editorCommand(event);
    if (command) {
      event.preventDefault();
      this.#commands[command.name](command);
    }
  }

  #keyUp(event) {
    if (event.key === ' ') {
      this.#release();
    }
  }

  #release() {
    if (this.#spaceHeld) {
      this.#spaceHeld = false;
      this.hand = false;
    }
  }

  #commands = {
    undo: () => this.#document.undo(),
    redo: () => this.#document.redo(),
    save: () => this.#save(),
    create: () => create(this.#stage(), this.label),
    next: () => selectNext(this.#stage(), 1),
    previous: () => selectNext(this.#stage(), -1),
    difficult: () => this.#document.changeSelected({ difficult: !this.#document.selected?.difficult }),
    remove: () => this.#document.removeSelected(),
    accept: () => this.#document.acceptSelected(),
    acceptAll: () => this.#document.acceptAll(),
    class: () => this.querySelector('bx-editor-classes').focus(),
    boxes: () => (this.plain = !this.plain),
    hand: () => (this.hand = !this.hand),
    closer: () => this.#stage().zoom(1),
    farther: () => this.#stage().zoom(-1),
    fit: () => this.#stage().fit(),
    help: () => showEditorKeys(),
    deselect: () => this.#stage().cancel() || this.#document.select(undefined),
    previousImage: () => this.#step(-1),
    nextImage: () => this.#step(1),
    setClass: ({ index }) => index < this.#names().length && this.#setClass(this.#names()[index]),
    move: (command) => moveOrPan(this.#stage(), command),
    resizeEnd: (command) => resize(this.#stage(), command.dx !== 0 ? 'e' : 's', command),
    resizeStart: (command) => resize(this.#stage(), command.dx !== 0 ? 'w' : 'n', command),
  };

  #step(step) {
    this.dispatchEvent(new CustomEvent('step', { detail: { step }, bubbles: true }));
  }
}

customElements.define('bx-editor', Editor);

/**
 * The image of the editor with its boxes, on two canvases: one for the image, one for the boxes. `document` is a
 * LabelDocument and `version` changes with it, `label` is the class of new boxes, `hand` says that dragging pans, `plain`
 * leaves boxes out.
 */
import { html, nothing } from 'lit';
import { Component } from '../component.js';
import { paintBoxes } from '../labels/box-painter.js';
import { ImageLevels } from '../labels/image-levels.js';
import { StagePointers } from '../labels/stage-pointers.js';
import { fitted, panned, revealing, visiblePart, zoomed } from '../labels/view.js';
import { texts } from '../texts/editor.js';
import './state.js';

const STEP = 1.25;

class EditorStage extends Component {
  static properties = {
    src: {},
    image: { attribute: false },
    document: { attribute: false },
    label: {},
    hand: { type: Boolean },
    plain: { type: Boolean },
    version: { attribute: false },
    loading: { state: true },
    failure: { state: true },
  };

  view = { scale: 1, x: 0, y: 0 };
  window = { width: 1, height: 1 };

  #pointers = new StagePointers(this);
  #levels;
  #draft;
  #frame = 0;
  #imageIsOld = true;
  #follows = true;
  #load = new AbortController();

  connectedCallback() {
    super.connectedCallback();
    this.listen(this, 'wheel', (event) => this.#wheel(event), { passive: false });
    this.own(() => {
      cancelAnimationFrame(this.#frame);
      this.#load.abort();
    });
    const observer = new ResizeObserver(() => this.#resized());
    observer.observe(this);
    this.own(() => observer.disconnect());
  }

  /** The box while it is drawn, moved or resized. */
  get draft() {
    return this.#draft;
  }

  set draft(box) {
    this.#draft = box;
    this.redraw();
  }

  willUpdate(changed) {
    if (changed.has('src')) {
      this.#read();
    }
    if (changed.has('image')) {
      this.fit();
    }
  }

  updated(changed) {
    this.#imageIsOld ||= changed.has('image') || changed.has('loading');
    this.redraw();
  }

  async #read() {
    this.#load.abort();
    this.#load = new AbortController();
    const { signal } = this.#load;
    this.#levels = undefined;
    this.failure = undefined;
    this.loading = true;
    if (!this.src) {
      return;
    }
    try {
      const levels = await ImageLevels.load(this.src, signal);
      if (!signal.aborted) {
        this.#levels = levels;
        this.loading = false;
      }
    } catch {
      if (!signal.aborted) {
        this.failure = new Error(texts.imageFailed);
        this.loading = false;
      }
    }
  }

  render() {
    return html`<canvas class="editor-stage__canvas"></canvas>
      <canvas
        class="editor-stage__canvas"
        @pointerdown=${this.#down}
        @pointermove=${this.#move}
        @pointerup=${(event) => this.#pointers.up(event)}
        @pointercancel=${(event) => this.#pointers.lost(event)}
        @auxclick=${(event) => event.preventDefault()}
      ></canvas>
      ${this.loading ? html`<div class="editor-stage__over"><bx-state kind="loading"></bx-state></div>` : nothing}
      ${this.failure
        ? html`<div class="editor-stage__over"><bx-state kind="error" .failure=${this.failure} .retry=${() => this.#read()}></bx-state></div>`
        : nothing}`;
  }

  /** Draws boxes again, before the next frame. */
  redraw() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  /** Changes how the image is seen. */
  look(view) {
    this.view = view;
    this.#follows = false;
    this.#imageIsOld = true;
    this.redraw();
    this.dispatchEvent(new CustomEvent('look', { bubbles: true }));
  }

  fit() {
    this.look(fitted(this.image, this.window));
    this.#follows = true;
  }

  /** @param {number} steps closer; negative to see more */
  zoom(steps) {
    const middle = { x: this.window.width / 2, y: this.window.height / 2 };
    this.look(zoomed(this.view, STEP ** steps, middle, this.image, this.window));
  }

  pan(dx, dy) {
    this.look(panned(this.view, dx, dy, this.image, this.window));
  }

  /** Pans if a box cannot be seen. */
  reveal(box) {
    const view = revealing(this.view, box, this.image, this.window);
    if (view.x !== this.view.x || view.y !== this.view.y) {
      this.look(view);
    }
  }

  /** The part of the image that is seen. */
  get part() {
    return visiblePart(this.view, this.image, this.window);
  }

  /** @returns {boolean} whether something was given up */
  cancel() {
    const { busy } = this.#pointers;
    this.#pointers.cancel();
    return busy;
  }

  #down(event) {
    event.preventDefault();
    this.focusTarget?.focus({ preventScroll: true });
    event.target.setPointerCapture(event.pointerId);
    this.#pointers.down(event);
  }

  #move(event) {
    this.#pointers.move(event);
    if (!this.#pointers.busy || this.hand) {
      event.target.style.cursor = this.#pointers.cursor(event);
    }
  }

  #wheel(event) {
    event.preventDefault();
    this.#pointers.wheel(event);
  }

  #resized() {
    const { clientWidth: width, clientHeight: height } = this;
    if (width === 0 || height === 0) {
      return;
    }
    this.window = { width, height };
    this.#imageIsOld = true;
    this.querySelectorAll('canvas').forEach((canvas) => {
      canvas.width = Math.round(width * devicePixelRatio);
      canvas.height = Math.round(height * devicePixelRatio);
    });
    if (this.#follows) {
      this.fit();
    } else {
      this.pan(0, 0);
    }
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#draw();
  }

  #draw() {
    const [lower, upper] = [...this.querySelectorAll('canvas')].map((canvas) => canvas.getContext('2d'));
    if (!upper) {
      return;
    }
    if (this.#imageIsOld) {
      this.#imageIsOld = false;
      this.#drawImage(lower);
    }
    upper.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    const { boxes, suggestions, selected } = this.document;
    const shown = this.plain ? { boxes: [], suggestions: [], selected: this.#draft } : { boxes, suggestions, selected: this.#draft ?? selected };
    paintBoxes(upper, { ...shown, view: this.view, ...this.window });
  }

  #drawImage(context) {
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, this.window.width, this.window.height);
    this.#levels?.draw(context, this.view, this.part, { image: this.image, ratio: devicePixelRatio });
  }
}

customElements.define('bx-editor-stage', EditorStage);

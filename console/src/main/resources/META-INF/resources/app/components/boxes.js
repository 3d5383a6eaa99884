/**
 * An image with boxes over it. `boxes` have label, xMin, yMin, xMax, yMax in pixels of an image of `width` × `height`,
 * and optionally `score` and `dashed`, or a `text` and a `colour` instead of those of the label. `plain` leaves labels
 * out, for small images.
 */
import { html, nothing, svg } from 'lit';
import { Component, styles } from '../component.js';
import { classColour, percent } from '../format.js';

class Boxes extends Component {
  static properties = {
    src: {},
    alt: {},
    width: { type: Number },
    height: { type: Number },
    boxes: { attribute: false },
    plain: { type: Boolean },
    loading: {},
  };

  constructor() {
    super();
    this.boxes = [];
    this.alt = '';
    this.plain = false;
    this.loading = 'lazy';
  }

  render() {
    return html`<div class="boxes">
      <img
        class="boxes__image"
        src=${this.src}
        alt=${this.alt}
        width=${this.width}
        height=${this.height}
        loading=${this.loading}
        decoding="async"
        draggable="false"
      />
      <svg class="boxes__overlay" viewBox="0 0 ${this.width} ${this.height}" preserveAspectRatio="none" aria-hidden="true">
        ${this.boxes.map((box) => this.#shape(box))}
      </svg>
      ${this.plain ? nothing : this.boxes.map((box) => this.#label(box))}
    </div>`;
  }

  #shape(box) {
    const [x, y, width, height] = [box.xMin, box.yMin, Math.max(0, box.xMax - box.xMin), Math.max(0, box.yMax - box.yMin)];
    return svg`
      <rect class="boxes__shape boxes__shape--under" x=${x} y=${y} width=${width} height=${height} />
      <rect class="boxes__shape ${box.dashed ? 'boxes__shape--dashed' : ''}" stroke=${colourOf(box)}
        x=${x} y=${y} width=${width} height=${height} />`;
  }

  #label(box) {
    const above = box.yMin / this.height > 0.08;
    const place = {
      left: `${(100 * Math.max(0, box.xMin)) / this.width}%`,
      top: `${(100 * Math.max(0, box.yMin)) / this.height}%`,
      transform: above ? 'translateY(-100%)' : 'none',
      background: colourOf(box),
    };
    const score = box.score === undefined ? '' : ` ${percent(box.score, 0)}`;
    return html`<span class="boxes__label truncate" ${styles(place)}>${box.text ?? `${box.label}${score}`}</span>`;
  }
}

const colourOf = ({ label, colour }) => colour ?? classColour(label);

customElements.define('bx-boxes', Boxes);

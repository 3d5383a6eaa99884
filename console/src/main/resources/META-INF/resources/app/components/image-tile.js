/** One place of the grid: it shows one image after the other, so that scrolling creates nothing. */
import { classColour } from '../format.js';
import { thumbnailPath } from '../images/image-lists.js';
import { texts } from '../texts/images.js';

const SVG = 'http://www.w3.org/2000/svg';
const MOST_BOXES = 300;

export class ImageTile {
  /** The image that is shown; undefined for a place that is empty or still loads. */
  item = undefined;
  index = -1;
  element = node('div', 'image-grid__cell', { role: 'gridcell' });

  #link = node('a', 'image-grid__link', { tabindex: '-1' });
  #image = node('img', 'image-grid__image', { alt: '', decoding: 'async', draggable: 'false' });
  #overlay = document.createElementNS(SVG, 'svg');
  #name = node('span', 'image-grid__name truncate');
  #detail = node('span', 'image-grid__detail truncate');
  #check = node('input', 'image-grid__check', { type: 'checkbox', tabindex: '-1' });
  #address = undefined;
  #pending = false;

  constructor() {
    const frame = node('span', 'image-grid__frame');
    const caption = node('span', 'image-grid__caption');
    this.#overlay.setAttribute('class', 'image-grid__boxes');
    this.#overlay.setAttribute('aria-hidden', 'true');
    this.#image.addEventListener('load', () => this.#image.classList.add('image-grid__image--there'));
    frame.append(this.#image, this.#overlay);
    caption.append(this.#name, this.#detail);
    this.#link.append(frame, caption);
    this.element.append(this.#link, this.#check);
    this.element.tile = this;
  }

  /**
   * @param {object | undefined} item
   * @param {number} index of the item
   * @param {{href: (item: object) => string, later: boolean}} options later: the image and its boxes are drawn by
   *     `complete`, because scrolling is too fast to see them
   */
  show(item, index, { href, later }) {
    this.#move(index);
    if (item === undefined || item !== this.item) {
      this.item = item;
      this.#address = undefined;
      this.#empty();
      this.element.classList.toggle('image-grid__cell--empty', !item);
      if (item) {
        this.#name.textContent = item.name;
        this.#detail.textContent = texts.tile(item);
        this.#check.setAttribute('aria-label', texts.select(item.name));
        this.#pending = true;
      }
    }
    if (item && href !== this.#address) {
      this.#address = href;
      this.#link.href = href(item);
    }
    if (!later) {
      this.complete();
    }
  }

  #move(index) {
    if (index !== this.index) {
      this.index = index;
      this.element.id = `image-grid-${index}`;
    }
  }

  /** Draws what `show` left for later. */
  complete() {
    if (this.#pending) {
      this.#pending = false;
      this.#image.src = thumbnailPath(this.item.id);
      this.#drawBoxes();
    }
  }

  /** @param {{selected: boolean, active: boolean}} state */
  mark({ selected, active }) {
    if (this.#check.checked !== selected || !this.element.hasAttribute('aria-selected')) {
      this.#check.checked = selected;
      this.element.setAttribute('aria-selected', String(selected));
      this.element.classList.toggle('image-grid__cell--selected', selected);
    }
    this.element.classList.toggle('image-grid__cell--active', active);
  }

  #empty() {
    this.#pending = false;
    this.#image.classList.remove('image-grid__image--there');
    this.#image.removeAttribute('src');
    this.#overlay.replaceChildren();
    if (!this.item) {
      this.#name.textContent = '';
      this.#detail.textContent = '';
      this.#link.removeAttribute('href');
    }
  }

  #drawBoxes() {
    const { width, height, boxes } = this.item;
    this.#overlay.setAttribute('viewBox', `0 0 ${width} ${height}`);
    const byColour = new Map();
    boxes.slice(0, MOST_BOXES).forEach((box) => {
      const colour = classColour(box.label);
      byColour.set(colour, (byColour.get(colour) ?? '') + outline(box));
    });
    const shapes = [path([...byColour.values()].join(''), 'image-grid__shape image-grid__shape--under')];
    byColour.forEach((outlines, colour) => shapes.push(path(outlines, 'image-grid__shape', colour)));
    this.#overlay.replaceChildren(...shapes);
  }
}

function outline({ xMin, yMin, xMax, yMax }) {
  return `M${xMin} ${yMin}H${xMax}V${yMax}H${xMin}Z`;
}

function path(outlines, name, colour) {
  const shape = document.createElementNS(SVG, 'path');
  shape.setAttribute('class', name);
  shape.setAttribute('d', outlines);
  if (colour) {
    shape.setAttribute('stroke', colour);
  }
  return shape;
}

function node(tag, name, attributes = {}) {
  const element = document.createElement(tag);
  element.className = name;
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  return element;
}

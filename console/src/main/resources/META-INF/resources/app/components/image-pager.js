/** Previous and next image of a filter. `id`, `filter`, and `page` (after the id, for example /edit). */
import { html, nothing } from 'lit';
import { Component } from '../component.js';
import { imagePath } from '../images/image-lists.js';
import { neighbours } from '../images/neighbours.js';
import { integer } from '../format.js';
import { navigate } from '../router.js';
import { texts } from '../texts/image.js';

class ImagePager extends Component {
  static properties = {
    id: {},
    filter: { attribute: false },
    page: {},
    around: { state: true },
  };

  constructor() {
    super();
    this.page = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.#find();
  }

  async #find() {
    this.around = await neighbours(this.id, this.filter);
  }

  /** Goes to the next image, or with -1 to the previous one, if there is one. */
  step(step) {
    const to = step > 0 ? this.around?.next : this.around?.previous;
    if (to) {
      navigate(this.#path(to));
    }
  }

  #path({ id }) {
    return imagePath(id, this.filter, this.page);
  }

  render() {
    const { index, total } = this.around ?? {};
    return html`<nav class="image-pager row" aria-label=${texts.pager} title=${this.page ? nothing : texts.keys}>
      ${this.#link(this.around?.previous, texts.previous)}
      <span class="image-pager__position muted small">
        ${index === undefined ? '' : texts.position(index, total === undefined ? '…' : integer(total))}
      </span>
      ${this.#link(this.around?.next, texts.next)}
    </nav>`;
  }

  #link(image, text) {
    return image
      ? html`<a class="button button--small" href=${this.#path(image)}>${text}</a>`
      : html`<button class="button button--small" disabled>${text}</button>`;
  }
}

customElements.define('bx-image-pager', ImagePager);

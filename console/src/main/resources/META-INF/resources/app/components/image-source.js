/** Where an image comes from: dropped, pasted, chosen, taken, or of the data set. Event `image`: `{file}` or `{id}`. */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { api } from '../api.js';
import { Component } from '../component.js';
import { imageOf } from '../detection/detections.js';
import { notifyFailure } from '../notify.js';
import { Resource, shown } from '../resource.js';
import { texts as all } from '../texts/try.js';
import './camera.js';

const texts = all.source;
const PAGE = 12;

class ImageSource extends Component {
  static properties = {
    over: { state: true },
    camera: { state: true },
    rest: { state: true },
    next: { state: true },
  };

  #images = new Resource(this, (signal) => api.get('/api/ingest/v1/images', { signal, query: { limit: PAGE } }));

  constructor() {
    super();
    this.over = false;
    this.camera = false;
    this.rest = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(document, 'paste', (event) => this.#received(event, event.clipboardData));
    this.listen(document, 'dragover', (event) => {
      if (event.dataTransfer.types.includes('Files')) {
        event.preventDefault();
        this.over = true;
      }
    });
    this.listen(document, 'dragleave', (event) => {
      this.over = event.relatedTarget !== null;
    });
    this.listen(document, 'drop', (event) => {
      this.over = false;
      this.#received(event, event.dataTransfer);
    });
  }

  #received(event, transfer) {
    const file = imageOf(transfer);
    if (file) {
      event.preventDefault();
      this.#give({ file });
    }
  }

  #give(image) {
    this.camera = false;
    this.dispatchEvent(new CustomEvent('image', { detail: image }));
  }

  render() {
    return html`
      <div class="drop ${this.over ? 'drop--over' : ''}">
        <p class="drop__title">${texts.drop}</p>
        <p class="muted small">${texts.formats}</p>
        <div class="row drop__actions">
          <label class="button drop__choose">
            ${texts.choose}
            <input class="drop__file" type="file" accept="image/*" @change=${this.#chosen} />
          </label>
          <button class="button" aria-expanded=${this.camera} @click=${() => (this.camera = !this.camera)}>${texts.camera}</button>
        </div>
      </div>
      ${this.camera
        ? html`<bx-camera @take=${(event) => this.#give({ file: event.detail })} @close=${() => (this.camera = false)}></bx-camera>`
        : nothing}
      <section class="stack stack--tight" aria-labelledby="of-data-set">
        <h2 id="of-data-set">${texts.dataSet}</h2>
        ${shown(this.#images, (page) => this.#pick(page))}
      </section>
    `;
  }

  #chosen(event) {
    const [file] = event.target.files;
    event.target.value = '';
    if (file) {
      this.#give({ file });
    }
  }

  #pick({ items, next }) {
    if (items.length === 0) {
      return html`<p class="muted">${texts.none}</p>`;
    }
    const after = this.rest.length > 0 ? this.next : next;
    return html`
      <ul class="picks" aria-label=${texts.newest}>
        ${repeat([...items, ...this.rest], ({ id }) => id, (image) => this.#thumbnail(image))}
      </ul>
      ${after ? html`<div><button class="button button--small" @click=${() => this.#more(after)}>${texts.more}</button></div>` : nothing}
    `;
  }

  #thumbnail({ id, source }) {
    const name = source?.name ?? id;
    return html`<li>
      <button class="picks__pick" aria-label=${texts.pick(name)} title=${name} @click=${() => this.#give({ id })}>
        <img src="/api/ingest/v1/images/${id}/thumbnail?size=128" alt="" loading="lazy" width="96" height="96" />
      </button>
    </li>`;
  }

  async #more(after) {
    try {
      const page = await api.get('/api/ingest/v1/images', { query: { limit: PAGE, after } });
      this.rest = [...this.rest, ...page.items];
      this.next = page.next;
    } catch (failure) {
      notifyFailure(failure);
    }
  }
}

customElements.define('bx-image-source', ImageSource);

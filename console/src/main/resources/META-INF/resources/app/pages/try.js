/** Tries the detector on an image. `?image=ID` is one of the data set. */
import { html, nothing } from 'lit';
import { api } from '../api.js';
import { Component, stylesheet } from '../component.js';
import { imageId, LOWEST } from '../detection/detections.js';
import { live } from '../live.js';
import { servedModel } from '../models/services.js';
import { Newest } from '../newest.js';
import { notify, notifyFailure } from '../notify.js';
import { Resource, shown } from '../resource.js';
import { navigate, replaceQuery } from '../router.js';
import { session } from '../session.js';
import { texts } from '../texts/try.js';
import '../components/image-source.js';
import '../components/detection-result.js';

await stylesheet('/style/pages/try.css');

const LOADS_FOR = 5000;

class TryPage extends Component {
  static properties = {
    query: { attribute: false },
    image: { state: true },
    answer: { state: true },
    failure: { state: true },
    wrong: { state: true },
  };

  #model = new Resource(this, servedModel);
  #newest = new Newest();
  #waiting = 0;
  #picked = '';

  connectedCallback() {
    super.connectedCallback();
    this.own(live.on('promotion', () => this.#model.reload()));
    this.own(() => this.#newest.end());
    this.own(() => this.#release());
    this.own(() => clearTimeout(this.#waiting));
  }

  /** Inference needs some seconds to load what was promoted, and nothing tells when it has. */
  updated() {
    clearTimeout(this.#waiting);
    if (this.#model.value === null) {
      this.#waiting = setTimeout(() => this.#model.reload(), LOADS_FOR);
    }
  }

  willUpdate() {
    const picked = this.query?.get('image') ?? '';
    if (picked !== this.#picked) {
      this.#picked = picked;
      if (picked) {
        this.#ofDataSet(picked);
      }
    }
  }

  render() {
    return html`<div class="page">
      <h1>${texts.title}</h1>
      <p class="page__lead">${texts.lead}</p>
      ${session.may('detect')
        ? shown(this.#model, (model) => (model ? this.#content(model) : this.#noModel()))
        : html`<p class="notice notice--warning">${texts.mayNot}</p>`}
    </div>`;
  }

  #noModel() {
    return html`<bx-state
      kind="empty"
      .heading=${texts.noModel}
      .text=${texts.noModelText}
      .action=${{ href: '/training', text: texts.noModelAction }}
    ></bx-state>`;
  }

  #content(model) {
    if (this.wrong) {
      return html`<bx-wrong-detection
        .image=${this.image}
        .answer=${this.answer.result}
        .threshold=${this.wrong.threshold}
        .classes=${model.classes}
        @close=${() => (this.wrong = undefined)}
      ></bx-wrong-detection>`;
    }
    return html`
      ${this.image ? this.#result(model) : nothing}
      <bx-image-source class="stack" @image=${(event) => this.#given(event.detail)}></bx-image-source>
    `;
  }

  #result(model) {
    return html`<section class="card stack" aria-labelledby="result">
      <h2 id="result" tabindex="-1">${texts.result.title}</h2>
      ${this.failure
        ? html`<bx-state kind="error" .failure=${this.failure} .retry=${() => this.#detect(this.#newest.begin())}></bx-state>`
        : this.answer
          ? html`<bx-detection-result
              class="try__result"
              .image=${this.image}
              .answer=${this.answer.result}
              .wall=${this.answer.wall}
              .model=${model}
              @wrong=${(event) => this.#correct(event.detail)}
            ></bx-detection-result>`
          : html`<bx-state kind="loading" class="try__space" .text=${texts.result.detecting}></bx-state>`}
    </section>`;
  }

  #given({ id, file }) {
    if (id) {
      replaceQuery({ image: id });
      if (id === this.image?.id) {
        this.#ofDataSet(id);
      }
      return;
    }
    this.#picked = '';
    replaceQuery({ image: '' });
    this.#show(this.#newest.begin(), { file, name: file.name, labels: [] });
  }

  async #ofDataSet(id) {
    this.failure = undefined;
    const signal = this.#newest.begin();
    try {
      const [image, response] = await Promise.all([
        api.get(`/api/ingest/v1/images/${id}`, { signal }),
        api.send('GET', `/api/ingest/v1/images/${id}/file`, undefined, { signal, headers: { Accept: 'image/*' } }),
      ]);
      await this.#show(signal, { id, file: await response.blob(), name: image.source?.name ?? id, labels: image.boxes });
    } catch (failure) {
      if (!signal.aborted) {
        notifyFailure(failure);
      }
    }
  }

  async #show(signal, image) {
    const viewable = await isViewable(image.file);
    if (signal.aborted) {
      return;
    }
    this.#release();
    this.image = { ...image, viewable, src: URL.createObjectURL(image.file) };
    await this.#detect(signal);
    if (!signal.aborted) {
      const result = this.querySelector('#result');
      result?.focus({ preventScroll: true });
      result?.scrollIntoView({ block: 'start' });
    }
  }

  async #detect(signal) {
    this.answer = undefined;
    this.failure = undefined;
    this.wrong = undefined;
    const { file } = this.image;
    const began = performance.now();
    try {
      const result = await api.post('/api/inference/v1/detect', file, {
        signal,
        query: { threshold: LOWEST },
        headers: { 'Content-Type': file.type.startsWith('image/') ? file.type : 'application/octet-stream' },
      });
      if (signal.aborted) {
        return;
      }
      this.answer = { result, wall: performance.now() - began };
      if (result.model.generation !== this.#model.value?.generation) {
        this.#model.reload();
      }
    } catch (failure) {
      if (!signal.aborted) {
        this.#failed(failure);
      }
    }
  }

  #failed(failure) {
    if (failure.code === 'no-model') {
      this.#model.reload();
    }
    this.failure = texts.failures[failure.code] ? new Error(texts.failures[failure.code]) : failure;
  }

  /** An image that the data set has goes to its own editor, so that its labels are not lost. */
  async #correct({ threshold }) {
    const known = this.image.id ?? (await this.#known());
    if (known) {
      notify(texts.wrong.hasIt);
      navigate(`/images/${known}/edit`);
      return;
    }
    try {
      await import('../components/wrong-detection.js');
      this.wrong = { threshold };
    } catch {
      notify(texts.wrong.noEditor, 'bad');
    }
  }

  /** The id of the image if the data set has its bytes. */
  async #known() {
    const id = await imageId(this.image.file);
    if (!id) {
      return undefined;
    }
    try {
      const { items } = await api.get('/api/ingest/v1/images', { query: { text: id, limit: 1 } });
      return items.find((image) => image.id === id)?.id;
    } catch {
      return undefined;
    }
  }

  #release() {
    URL.revokeObjectURL(this.image?.src);
  }
}

async function isViewable(file) {
  try {
    (await createImageBitmap(file)).close();
    return true;
  } catch {
    return false;
  }
}

customElements.define('page-try', TryPage);

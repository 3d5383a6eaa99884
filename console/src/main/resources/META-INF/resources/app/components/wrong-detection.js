/**
 * Corrects the boxes of an answer and puts the image into the data set. `image` is `{src, name, file}`, `answer`
 * inference's, `threshold` what decided which boxes were shown, `classes` those of the model. Event `close`.
 */
import { html, nothing } from 'lit';
import { api } from '../api.js';
import { asksForCaller, caller, rememberCaller } from '../caller.js';
import { Component } from '../component.js';
import { annotation, start } from '../detection/detections.js';
import { notify, notifyFailure } from '../notify.js';
import { texts as all } from '../texts/try.js';
import './editor.js';

const texts = all.wrong;

class WrongDetection extends Component {
  static properties = {
    image: { attribute: false },
    answer: { attribute: false },
    threshold: { attribute: false },
    classes: { attribute: false },
    outcome: { state: true },
    saved: { state: true },
    busy: { state: true },
  };

  #start;

  willUpdate(changed) {
    if (changed.has('answer')) {
      this.#start = start(this.answer.boxes, this.threshold);
      Object.assign(this, { outcome: undefined, saved: false, busy: false });
    }
  }

  firstUpdated() {
    this.querySelector('h2').focus();
  }

  render() {
    const { width, height } = this.answer.image;
    return html`<section class="card stack" aria-labelledby="wrong">
      <div class="row row--apart">
        <h2 id="wrong" tabindex="-1">${texts.title}</h2>
        <button class="button" @click=${() => this.dispatchEvent(new CustomEvent('close'))}>
          ${this.saved ? texts.back : texts.close}
        </button>
      </div>
      <div role="status">${this.outcome ?? html`<p class="muted">${texts.lead}</p>`}</div>
      ${this.saved ? nothing : this.#editor(width, height)}
    </section>`;
  }

  #editor(width, height) {
    return html`
      ${asksForCaller()
        ? html`<label class="field try__name">
            <span class="field__label">${texts.name}</span>
            <input
              class="input"
              maxlength="200"
              autocomplete="name"
              .value=${caller() ?? ''}
              @change=${(event) => rememberCaller(event.target.value)}
            />
          </label>`
        : nothing}
      <bx-editor
        .src=${this.image.src}
        .width=${width}
        .height=${height}
        .boxes=${this.#start.boxes}
        .suggestions=${this.#start.suggestions}
        .classes=${this.classes}
        .busy=${this.busy}
        @save=${(event) => this.#save(event.detail.boxes)}
      ></bx-editor>
    `;
  }

  async #save(boxes) {
    this.busy = true;
    const form = new FormData();
    form.append('image', this.image.file, this.image.name);
    form.append('annotation', new Blob([JSON.stringify(annotation(boxes))], { type: 'application/json' }), 'boxes.json');
    form.append('split', 'train');
    try {
      const { id, outcome } = await api.post('/api/ingest/v1/images', form, { query: { caller: caller() } });
      const text = texts.saved[outcome] ?? texts.saved.accepted;
      this.saved = true;
      this.outcome = html`<p class="notice">${text} <a href="/images/${id}">${texts.toImage}</a></p>`;
      notify(text, 'good');
    } catch (failure) {
      this.#failed(failure);
    }
    this.busy = false;
  }

  #failed(failure) {
    const id = failure.problem?.rejectionId;
    if (id) {
      this.outcome = html`<p class="notice notice--bad">
        ${texts.quarantined(failure.detail)} <a href="/review/quarantine/${id}">${texts.toQuarantine}</a>
      </p>`;
    } else {
      notifyFailure(failure);
    }
  }
}

customElements.define('bx-wrong-detection', WrongDetection);

/** What is being sent, with its progress. */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Component, styles } from '../component.js';
import { bytes, duration, sentence } from '../format.js';
import { texts } from '../texts/import.js';
import { uploads } from './uploads.js';

class UploadList extends Component {
  connectedCallback() {
    super.connectedCallback();
    this.listen(uploads, 'change', () => this.requestUpdate());
  }

  render() {
    if (uploads.list.length === 0) {
      return nothing;
    }
    return html`<section class="stack stack--tight" aria-labelledby="uploads-heading">
      <h2 id="uploads-heading">${texts.sending.heading}</h2>
      ${repeat(
        uploads.list,
        ({ id }) => id,
        (upload) => this.#upload(upload),
      )}
    </section>`;
  }

  #upload(upload) {
    const { id, name, count, skipped, state, failure } = upload;
    return html`<div class="card upload">
      <div class="row row--apart">
        <strong class="truncate">${texts.sending.what(name, count)}</strong>
        <div class="row">
          ${state === 'failed'
            ? html`<button class="button button--small" @click=${() => uploads.again(id)}>${texts.sending.again}</button>`
            : nothing}
          <button class="button button--small" @click=${() => uploads.remove(id)}>
            ${state === 'failed' ? texts.sending.remove : texts.sending.cancel}
          </button>
        </div>
      </div>
      ${state === 'failed' ? refusal(failure) : this.#progress(upload)}
      ${skipped > 0 ? html`<p class="muted small">${texts.sending.skipped(skipped)}</p>` : nothing}
    </div>`;
  }

  #progress({ name, count, packed, sent, total, rate, state }) {
    const share = total > 0 ? sent / total : 0;
    const what = {
      waiting: () => texts.sending.waiting,
      packing: () => texts.sending.packing(packed, count),
      checking: () => texts.sending.checking,
      sending: () => speed(sent, total, rate),
    };
    return html`<div
        class="meter"
        role="progressbar"
        aria-label=${name}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(100 * share)}
      >
        <div class="meter__bar ${state === 'checking' ? 'upload__bar--checking' : ''}" ${styles({ width: `${100 * share}%` })}></div>
      </div>
      <p class="muted small">${texts.sending.progress(bytes(sent), bytes(total))} · ${what[state]()}</p>`;
  }
}

/**
 * Why an import was refused, and what to do.
 *
 * @param {Error} failure
 */
export function refusal(failure) {
  const advice = texts.advice[failure.code];
  return html`<div class="notice notice--bad" role="alert">
    <p><strong>${texts.sending.failed}</strong></p>
    <p>${sentence(failure.message)}</p>
    ${advice ? html`<p>${advice}</p>` : nothing}
  </div>`;
}

function speed(sent, total, rate) {
  return rate > 0 ? texts.sending.rate(bytes(rate), duration((total - sent) / rate)) : '';
}

customElements.define('bx-upload-list', UploadList);

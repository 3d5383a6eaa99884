/** What is said around the editor of an entry. */
import { html, nothing } from 'lit';
import { sentence } from '../format.js';
import { texts } from '../texts/review-editor.js';
import { reasonAdvice, reasonName, texts as shared } from '../texts/review.js';

/** Why an entry is in its queue, and what to do. */
export function why(entry) {
  return html`<section class="notice stack stack--tight" aria-label=${shared.detail.reason}>
    <p><strong>${entry.text}</strong></p>
    ${entry.reasons.map((code) => html`<p><span class="badge">${reasonName(code)}</span> ${reasonAdvice(code)}</p>`)}
  </section>`;
}

/** Why labels were not taken; nothing without a failure. */
export function refusal(failure) {
  return failure
    ? html`<div class="notice notice--bad" role="alert">
        <p><strong>${texts.refused}</strong></p>
        <p>${sentence(failure.message)}</p>
      </div>`
    : nothing;
}

/**
 * Something that can be done about the labels.
 *
 * @param {string} text
 * @param {string} button
 * @param {() => void} action
 */
export function offer(text, button, action) {
  return html`<p class="notice row">
    <span>${text}</span><button class="button button--small" @click=${action}>${button}</button>
  </p>`;
}

/** The keys of the page, besides those of the editor. */
export function keys() {
  return html`<details>
    <summary>${texts.keysHeading}</summary>
    <dl class="facts review-editor__keys">
      ${texts.keys.map(
        ([key, meaning]) =>
          html`<dt><kbd>${key}</kbd></dt>
            <dd>${meaning}</dd>`,
      )}
    </dl>
  </details>`;
}

/** What is said about a queue: about its reason, and when nothing is in it. */
import { html, nothing } from 'lit';
import '../components/state.js';
import { reasonAdvice, reasonName, texts } from '../texts/review.js';

/** What a reason means, and what to do about it. */
export function explanation({ reason }) {
  return reason
    ? html`<div class="review__reason">
        <h2>${reasonName(reason)}</h2>
        <p class="muted">${reasonAdvice(reason)}</p>
      </div>`
    : nothing;
}

/**
 * @param {string} queue its name
 * @param {Record<string, string>} filters those that leave nothing
 */
export function emptyQueue(queue, filters) {
  const filtered = Object.keys(filters).length > 0;
  const { heading, text } = filtered ? texts.empty.filtered : texts.empty[queue];
  const action = filtered ? { href: `/review/${queue}`, text: texts.filters.clear } : undefined;
  return html`<bx-state kind="empty" .heading=${heading} .text=${text} .action=${action}></bx-state>`;
}

/** What needs a person, each a link to the page that mends it. */
import { html, nothing } from 'lit';
import { texts } from '../texts/overview.js';

const KINDS = { NOW: 'bad', SOON: 'warning', WHENEVER: 'accent' };

const PAGES = {
  quarantine: () => '/review/quarantine',
  suspects: () => '/review/suspects',
  'hard-examples': () => '/review/hard-examples',
  leaks: () => '/review/suspects?reason=duplicate-across-splits',
  'run-failed': ({ about }) => `/training/${encodeURIComponent(about)}`,
  'served-behind': () => '/operations',
};

/**
 * @param {object[]} needs the most urgent first
 * @param {{away: boolean, items: object[]}} [alerts] of Prometheus
 */
export function needList(needs, alerts) {
  if (needs.length === 0) {
    return alerts?.away || alerts?.items.length > 0 ? nothing : html`<p class="needs__none">${texts.nothingNeeded}</p>`;
  }
  return html`<ul class="needs">
    ${needs.map(
      (need) => html`<li>
        <a class="needs__item needs__item--${KINDS[need.urgency]}" href=${(PAGES[need.kind] ?? (() => '/operations'))(need)}>
          <span class="needs__title">${texts.needTexts[need.kind]?.(need) ?? need.kind}</span>
          <span class="muted small">${texts.needHints[need.kind] ?? ''}</span>
          ${need.detail ? html`<span class="needs__detail small">${need.detail}</span>` : nothing}
        </a>
      </li>`,
    )}
  </ul>`;
}

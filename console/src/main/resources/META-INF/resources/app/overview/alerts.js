/** The alerts of Prometheus that fire, each a link to it. */
import { html, nothing } from 'lit';
import { texts as all } from '../texts/overview.js';
import '../components/time.js';

const texts = all.alerts;

/** @param {{away: boolean, since: string, items: object[], more: number, link: string}} [alerts] absent if none is configured */
export function alertList(alerts) {
  if (!alerts) {
    return nothing;
  }
  if (alerts.away) {
    return html`<p class="notice">${texts.away} <bx-time .value=${alerts.since}></bx-time>. ${texts.awayHint}</p>`;
  }
  if (alerts.items.length === 0) {
    return nothing;
  }
  return html`<ul class="needs" aria-label=${texts.title}>
      ${alerts.items.map((alert) => item(alert, alerts.link))}
    </ul>
    ${alerts.more > 0
      ? html`<p class="small"><a href=${alerts.link} target="_blank" rel="noopener noreferrer">${texts.more(alerts.more)}</a></p>`
      : nothing}`;
}

function item({ name, critical, summary, description, since }, link) {
  return html`<li>
    <a class="needs__item needs__item--${critical ? 'bad' : 'warning'}" href=${link} target="_blank" rel="noopener noreferrer">
      <span class="needs__title">${summary}</span>
      <span class="muted small">${texts.of(name)} <bx-time .value=${since}></bx-time></span>
      ${description ? html`<span class="needs__detail small">${description}</span>` : nothing}
    </a>
  </li>`;
}

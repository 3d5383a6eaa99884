/** How to begin: what is to be done before the loop runs by itself. */
import { html, nothing } from 'lit';
import { session } from '../session.js';
import { texts } from '../texts/overview.js';

const { begin } = texts;

/** Whether a model is served already, so that the loop is closed; true while that is not known. */
export const isClosed = ({ model, away, dataSet }) => model !== undefined || away.includes('inference') || dataSet === undefined;

/** @param {object} overview as `/api/overview` answers */
export function steps({ dataSet, run }) {
  const done = { import: dataSet.images > 0, train: run !== undefined, detect: false };
  const links = {
    import: session.may('label') ? '/import' : undefined,
    train: session.may('train') ? '/training' : undefined,
    detect: undefined,
  };
  const next = Object.keys(done).find((step) => !done[step]);
  return html`<section class="card stack" aria-labelledby="begin">
    <h2 id="begin">${begin.title}</h2>
    <p class="muted">${done.import ? begin.next : begin.lead}</p>
    <ol class="begin">
      ${Object.entries(begin.steps).map(
        ([name, { title, text, action }]) => html`<li class="begin__step ${name === next ? 'begin__step--next' : ''}">
          <h3 class="row">${title} ${done[name] ? html`<span class="badge badge--good">${begin.done}</span>` : nothing}</h3>
          <p class="muted small">${text}</p>
          ${links[name] && !done[name]
            ? html`<div><a class="button ${name === next ? 'button--primary' : ''}" href=${links[name]}>${action}</a></div>`
            : nothing}
        </li>`,
      )}
    </ol>
  </section>`;
}

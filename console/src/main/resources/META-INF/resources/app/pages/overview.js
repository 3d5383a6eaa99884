/** The first page: the loop as a picture, what needs a person, the last promotions. */
import { html, nothing } from 'lit';
import { api } from '../api.js';
import { Component, stylesheet } from '../component.js';
import { live } from '../live.js';
import { Resource, shown } from '../resource.js';
import { texts } from '../texts/overview.js';
import { withProgress } from '../training/progress.js';
import { isClosed, steps } from '../overview/begin.js';
import { alertList } from '../overview/alerts.js';
import { needList } from '../overview/needs.js';
import { stations, wayBack } from '../overview/stations.js';
import '../components/loop.js';

await stylesheet('/style/pages/overview.css');

const SOONEST = 2000;
const EVERY = 30_000;
const KINDS = ['checkpoint', 'evaluation', 'promotion', 'rejection', 'hard-example', 'finding', 'health', 'alerts'];

class OverviewPage extends Component {
  static properties = {
    counts: { state: true },
  };

  #overview = new Resource(this, (signal) => api.get('/api/overview', { signal }));
  #timer = 0;
  #loadedAt = 0;

  connectedCallback() {
    super.connectedCallback();
    this.#loadedAt = Date.now();
    KINDS.forEach((kind) => this.own(live.on(kind, () => this.#soon())));
    this.own(
      live.on('counts', (counts) => {
        this.counts = counts;
      }),
    );
    this.own(live.on('progress', (progress) => this.#progressed(progress)));
    this.own(() => clearTimeout(this.#timer));
    this.#schedule(EVERY);
  }

  #progressed(progress) {
    const overview = this.#overview.value;
    if (!overview) {
      return;
    }
    if (overview.run?.id !== progress.runId || overview.run.state !== progress.state.toUpperCase()) {
      this.#soon();
      return;
    }
    this.#overview.change({ ...overview, run: withProgress(overview.run, progress) });
  }

  /** Many changes become one request. */
  #soon() {
    this.#schedule(Math.max(200, this.#loadedAt + SOONEST - Date.now()));
  }

  #schedule(delay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#loadedAt = Date.now();
      this.#overview.reload();
      this.#schedule(EVERY);
    }, delay);
  }

  render() {
    return html`<div class="page overview">
      <h1>${texts.title}</h1>
      ${shown(this.#overview, (overview) => this.#content(overview))}
    </div>`;
  }

  #content(overview) {
    return html`
      ${isClosed(overview) ? nothing : steps(overview)}
      <section aria-labelledby="loop">
        <h2 id="loop" class="visually-hidden">${texts.loop}</h2>
        <bx-loop .nodes=${stations(overview, this.counts)} .back=${wayBack(overview)}></bx-loop>
      </section>
      <div class="overview__below">
        <section class="stack" aria-labelledby="needs">
          <h2 id="needs">${texts.needs}</h2>
          <div class="stack" aria-live="polite">${alertList(overview.alerts)} ${needList(overview.needs, overview.alerts)}</div>
        </section>
        <section class="stack" aria-labelledby="promotions">
          <div class="row row--apart">
            <h2 id="promotions">${texts.promotions}</h2>
            <a class="small" href="/models">${texts.allModels}</a>
          </div>
          ${this.#promotions(overview)}
        </section>
      </div>
    `;
  }

  #promotions({ promotions, away }) {
    if (promotions.length === 0) {
      return html`<p class="muted">${away.includes('evaluator') ? texts.away('evaluator') : texts.noPromotions}</p>`;
    }
    return html`<ol class="promotions">
      ${promotions.map(
        (promotion) => html`<li class="promotions__item card">
          <div class="row row--apart">
            <a href="/models/${encodeURIComponent(promotion.checkpoint)}">${texts.generation(promotion.generation)}</a>
            <bx-time class="muted small" .value=${promotion.decidedAt}></bx-time>
          </div>
          <p class="promotions__reason">${promotion.reason}</p>
          <p class="muted small">
            ${promotion.voc07 === null || promotion.voc07 === undefined ? '' : `${texts.score(promotion.voc07)} · `}${texts.by(promotion.decidedBy, promotion.caller)}
          </p>
        </li>`,
      )}
    </ol>`;
  }
}

customElements.define('page-overview', OverviewPage);

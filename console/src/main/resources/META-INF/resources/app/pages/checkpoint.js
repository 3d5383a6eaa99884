/** One checkpoint's evaluation: decision, classes, curves, confusion, errors, reproduction. */
import { html, nothing } from 'lit';
import { Component, stylesheet } from '../component.js';
import { decimal, duration } from '../format.js';
import { live } from '../live.js';
import { evaluation, promotions, report, servedModel } from '../models/services.js';
import { notifyFailure } from '../notify.js';
import { Resource, shown } from '../resource.js';
import { replaceQuery } from '../router.js';
import { session } from '../session.js';
import { texts as all } from '../texts/models.js';
import { promote } from '../components/promotion.js';
import '../components/checkpoint-summary.js';

await stylesheet('/style/pages/models.css');

const texts = all.checkpoint;

/** What the views need beside the summary is loaded when it is first shown. */
const MODULES = {
  curves: () => import('../components/checkpoint-curves.js'),
  confusion: () => import('../components/confusion-matrix.js'),
  errors: () => import('../components/error-gallery.js'),
  reproduce: () => import('../components/reproduction.js'),
};

class CheckpointPage extends Component {
  static properties = {
    parameters: { attribute: false },
    query: { attribute: false },
  };

  #evaluation = new Resource(this, (signal) => this.#load(signal));
  #report = new Resource(this, (signal) => this.#reports(signal));
  #model = new Resource(this, servedModel);
  #chain = new Resource(this, promotions);
  #loaded = new Set(['summary']);
  #tab = 'summary';

  connectedCallback() {
    super.connectedCallback();
    this.own(live.on('evaluation', () => this.#evaluation.value === null && this.#evaluation.reload()));
    this.own(live.on('promotion', () => this.#promoted()));
  }

  willUpdate() {
    const view = this.#view();
    if (!this.#loaded.has(view)) {
      this.#loadView(view);
    }
  }

  updated() {
    const view = this.#view();
    const tab = this.querySelector('.tabs__tab[aria-current]');
    if (tab && view !== this.#tab) {
      this.#tab = view;
      tab.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }

  async #loadView(view) {
    try {
      await MODULES[view]();
      this.#loaded.add(view);
      this.requestUpdate();
    } catch (failure) {
      notifyFailure(failure);
    }
  }

  #promoted() {
    this.#chain.reload();
    this.#model.reload();
  }

  async #load(signal) {
    const found = await orNull(evaluation(this.parameters.checkpoint, signal));
    const champion = found?.decision.champion;
    return found && { ...found, championEvaluation: champion ? await orNull(evaluation(champion, signal)) : null };
  }

  /** The reports of this checkpoint and of the champion that it was compared with. */
  async #reports(signal) {
    const own = await orNull(report(this.parameters.checkpoint, signal));
    const found = own && (await orNull(evaluation(this.parameters.checkpoint, signal)));
    const champion = found?.decision.champion;
    return { own, champion: champion ? await orNull(report(champion, signal)) : null };
  }

  #view() {
    const view = this.query?.get('view') ?? '';
    return Object.hasOwn(texts.views, view) ? view : 'summary';
  }

  render() {
    return html`<div class="page">
      <div class="page__head">
        <h1 class="breakable">${this.parameters.checkpoint}</h1>
        ${this.#evaluation.value ? this.#action(this.#evaluation.value) : nothing}
      </div>
      ${shown(this.#evaluation, (found) =>
        found
          ? this.#content(found)
          : html`<bx-state
              kind="empty"
              .heading=${texts.missing}
              .text=${texts.missingText}
              .action=${{ href: '/models', text: all.title }}
            ></bx-state>`,
      )}
    </div>`;
  }

  #action({ checkpoint }) {
    const present = this.#chain.value?.promotions.at(-1)?.checkpoint;
    return checkpoint !== present && this.#chain.value?.model && session.may('promote')
      ? html`<button class="button button--primary" @click=${() => this.#promote(present)}>${all.promote}</button>`
      : nothing;
  }

  #content(found) {
    return html`
      <div class="row">
        ${found.checkpoint === this.#model.value?.checkpointId
          ? html`<span class="badge badge--accent">${all.badge.served}</span>`
          : nothing}
        ${found.decision.promoted
          ? html`<span class="badge badge--good">${all.badge.promoted(found.decision.generation)}</span>`
          : html`<span class="badge">${all.badge.not}</span>`}
        <span class="muted">
          <a href="/training/${found.run}">${texts.run} ${found.run}</a>, ${texts.epoch(found.epoch)} ·
          ${texts.validation(found.validationSet.images)} · <bx-time .value=${found.evaluatedAt}></bx-time>
        </span>
      </div>
      ${this.#figures(found)}
      <nav class="tabs" aria-label=${texts.viewsLabel}>
        ${Object.entries(texts.views).map(
          ([name, text]) =>
            html`<a
              class="tabs__tab"
              href=${name === 'summary' ? `/models/${found.checkpoint}` : `/models/${found.checkpoint}?view=${name}`}
              aria-current=${name === this.#view() ? 'true' : nothing}
              >${text}</a
            >`,
        )}
      </nav>
      ${this.#shown(found)}
    `;
  }

  #figures({ voc07, voc10, coco, seconds, decision }) {
    const names = texts.figures;
    const figure = (name, value) => html`<div>
      <div class="figure__name">${name}</div>
      <div class="figure__value">${value}</div>
    </div>`;
    return html`<div class="checkpoint__figures">
      ${figure(names.voc07, decimal(voc07))}
      ${Number.isFinite(decision.championVoc07) ? figure(names.champion, decimal(decision.championVoc07)) : nothing}
      ${figure(names.voc10, decimal(voc10))} ${figure(names.coco, decimal(coco?.precision?.all))} ${figure(names.seconds, duration(seconds))}
    </div>`;
  }

  #shown(found) {
    const view = this.#view();
    if (!this.#loaded.has(view)) {
      return html`<bx-state kind="loading"></bx-state>`;
    }
    if (view === 'reproduce') {
      return html`<bx-reproduction .checkpoint=${found.checkpoint}></bx-reproduction>`;
    }
    if (view === 'summary') {
      return html`<bx-checkpoint-summary
        class="stack checkpoint__part"
        .evaluation=${found}
        .champion=${found.championEvaluation}
        .report=${this.#report.value?.own}
      ></bx-checkpoint-summary>`;
    }
    return shown(this.#report, (reports) =>
      reports.own
        ? this.#detail(view, found, reports)
        : html`<bx-state kind="empty" .heading=${texts.noReport} .text=${texts.noReportText}></bx-state>`,
    );
  }

  #detail(view, found, { own, champion }) {
    if (view === 'curves') {
      return html`<bx-checkpoint-curves
        class="stack checkpoint__part"
        .report=${own}
        .champion=${champion}
        .served=${found.checkpoint === this.#model.value?.checkpointId ? this.#model.value.threshold : undefined}
        .label=${this.query.get('class') ?? ''}
        .choose=${(label) => replaceQuery({ class: label })}
      ></bx-checkpoint-curves>`;
    }
    if (view === 'confusion') {
      return html`<bx-confusion-matrix .confusion=${own.confusion}></bx-confusion-matrix>`;
    }
    return html`<bx-error-gallery
      .checkpoint=${found.checkpoint}
      .labels=${Object.keys(found.perClass).sort()}
      .report=${own}
      .query=${this.query}
    ></bx-error-gallery>`;
  }

  async #promote(present) {
    const { model } = this.#chain.value;
    if (await promote({ model, checkpoint: this.parameters.checkpoint, present })) {
      this.#promoted();
    }
  }
}

/** The answer, or null if there is none. */
async function orNull(answer) {
  try {
    return await answer;
  } catch (failure) {
    if (failure.status === 404 || failure.status === 400) {
      return null;
    }
    throw failure;
  }
}

customElements.define('page-checkpoint', CheckpointPage);

/**
 * The model that is served, or that there is none. `promotions` oldest first, `model` as inference describes it (null
 * without one), `failure` if inference does not answer; `rollBack` is called with the promotion to go back to.
 */
import { html, nothing } from 'lit';
import { Component } from '../component.js';
import { decimal, names } from '../format.js';
import { earlier, serving } from '../models/promotions.js';
import { session } from '../session.js';
import { texts as all } from '../texts/models.js';
import { decidedBy } from './promotion-history.js';
import './state.js';

const texts = all.served;

class ServedModel extends Component {
  static properties = {
    promotions: { attribute: false },
    model: { attribute: false },
    failure: { attribute: false },
    rollBack: { attribute: false },
  };

  render() {
    const newest = this.promotions.at(-1);
    if (serving(this.promotions, this.model) === 'none' && !this.failure) {
      return html`<div class="card">
        <bx-state
          kind="empty"
          .heading=${texts.none}
          .text=${texts.noneText}
          .action=${{ href: '/training', text: texts.noneAction }}
        ></bx-state>
      </div>`;
    }
    return html`<section class="card stack" aria-labelledby="served">
      <div class="row row--apart">
        <h2 id="served" class="row">
          ${texts.title}
          ${this.model ? html`<span class="badge badge--good">${texts.generation(this.model.generation)}</span>` : nothing}
        </h2>
        ${this.#actions()}
      </div>
      <div role="status">
        ${this.failure
          ? html`<p class="notice notice--bad">${texts.away(this.failure.message)}</p>`
          : newest && serving(this.promotions, this.model) === 'loading'
            ? html`<p class="notice">${texts.loading(newest.generation)}</p>`
            : nothing}
      </div>
      ${this.#facts(this.model, this.#promotion())}
      ${this.model ? html`<p class="muted small">${texts.exportHint}</p>` : nothing}
    </section>`;
  }

  /** The promotion of what is served; the newest one while inference does not say. */
  #promotion() {
    return this.model ? this.promotions.find(({ generation }) => generation === this.model.generation) : this.promotions.at(-1);
  }

  #actions() {
    const before = earlier(this.promotions);
    return html`<div class="row">
      ${this.model ? html`<a class="button" href="/api/inference/v1/model/export?format=onnx" download>${texts.exportOnnx}</a>` : nothing}
      ${this.model ? html`<a class="button" href="/api/inference/v1/model/export" download>${texts.export}</a>` : nothing}
      ${before && session.may('promote')
        ? html`<button class="button button--danger" @click=${() => this.rollBack(before)}>${texts.rollBack}</button>`
        : nothing}
    </div>`;
  }

  #facts(model, promotion) {
    const checkpoint = model?.checkpointId ?? promotion?.checkpoint;
    const fact = (name, value) => (value ? html`<dt>${name}</dt><dd class="breakable">${value}</dd>` : nothing);
    return html`<dl class="facts">
      ${checkpoint ? fact(texts.checkpoint, html`<a href="/models/${checkpoint}">${checkpoint}</a>`) : nothing}
      ${fact(texts.score, decimal(model?.voc07 ?? promotion?.voc07))}
      ${promotion ? fact(texts.since, html`<bx-time .value=${promotion.decidedAt}></bx-time>`) : nothing}
      ${promotion ? fact(texts.by, decidedBy(promotion)) : nothing} ${fact(texts.reason, promotion?.reason)}
      ${fact(texts.preset, model?.preset)} ${fact(texts.classes, model && names(model.classes))}
      ${fact(texts.threshold, model ? texts.thresholds(model.threshold) : undefined)}
    </dl>`;
  }
}

customElements.define('bx-served-model', ServedModel);

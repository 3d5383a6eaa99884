/**
 * The promotions, newest first: who decided, why and when. `promotions` oldest first, `served` the generation that
 * inference serves; `rollBack` is called with the promotion to go back to, without it nobody can.
 */
import { html, nothing } from 'lit';
import { Component } from '../component.js';
import { decimal, integer } from '../format.js';
import { chain } from '../models/promotions.js';
import { texts } from '../texts/models.js';

const LATEST = 30;

class PromotionHistory extends Component {
  static properties = {
    promotions: { attribute: false },
    served: { attribute: false },
    rollBack: { attribute: false },
    complete: { state: true },
  };

  constructor() {
    super();
    this.complete = false;
  }

  render() {
    const names = texts.historyColumns;
    const all = chain(this.promotions);
    return html`<section class="stack" aria-labelledby="history">
      <h2 id="history">${texts.history}</h2>
      <div class="table-frame" tabindex="0" role="group" aria-labelledby="history">
        <table class="table">
          <thead>
            <tr>
              <th class="number">${names.generation}</th>
              <th>${names.checkpoint}</th>
              <th class="number">${names.score}</th>
              <th>${names.by}</th>
              <th>${names.reason}</th>
              <th>${names.at}</th>
              ${this.rollBack ? html`<th>${names.action}</th>` : nothing}
            </tr>
          </thead>
          <tbody>
            ${all.slice(0, this.complete ? all.length : LATEST).map((promotion) => this.#promotion(promotion))}
          </tbody>
        </table>
      </div>
      ${all.length > LATEST && !this.complete
        ? html`<div><button class="button" @click=${() => (this.complete = true)}>${texts.allPromotions(all.length)}</button></div>`
        : nothing}
    </section>`;
  }

  #promotion(promotion) {
    const { generation, checkpoint, voc07, reason, decidedAt } = promotion;
    return html`<tr>
      <td class="number">${integer(generation)}</td>
      <td class="checkpoint-id">
        <a href="/models/${checkpoint}">${checkpoint}</a>
        ${generation === this.served ? html`<span class="badge badge--accent">${texts.badge.served}</span>` : nothing}
      </td>
      <td class="number">${decimal(voc07)}</td>
      <td class="nowrap">${decidedBy(promotion)}</td>
      <td class="models__decision small breakable">${reason}</td>
      <td class="nowrap"><bx-time .value=${decidedAt}></bx-time></td>
      ${this.rollBack ? html`<td>${this.#button(promotion)}</td>` : nothing}
    </tr>`;
  }

  #button(promotion) {
    return promotion.checkpoint === this.promotions.at(-1).checkpoint
      ? nothing
      : html`<button
          class="button button--small"
          aria-label=${texts.rollBackLabel(promotion.generation)}
          @click=${() => this.rollBack(promotion)}
        >
          ${texts.rollBackTo}
        </button>`;
  }
}

/**
 * Who decided on a promotion.
 *
 * @param {{decidedBy: string, caller: string | null}} promotion
 */
export const decidedBy = (promotion) => (promotion.decidedBy === 'policy' ? texts.policy : texts.person(promotion.caller));

customElements.define('bx-promotion-history', PromotionHistory);

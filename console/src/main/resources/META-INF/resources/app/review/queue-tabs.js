/** The queues as tabs, with how many entries wait in each. `summaries` has what was counted; tells `loaded`. */
import { html, nothing } from 'lit';
import { Component } from '../component.js';
import { live } from '../live.js';
import { texts } from '../texts/review.js';
import { queues } from './queues.js';

class QueueTabs extends Component {
  static properties = {
    queue: {},
    summaries: { state: true },
  };

  #signal = null;

  constructor() {
    super();
    this.summaries = {};
  }

  connectedCallback() {
    super.connectedCallback();
    this.#signal = this.leaving();
    ['hello', 'rejection', 'finding', 'hard-example'].forEach((kind) => this.own(live.on(kind, () => this.load())));
    this.own(live.on('health', () => Object.values(this.summaries).includes(undefined) && this.load()));
    this.load();
  }

  /** Counts again. A count that cannot be had is left out. */
  load() {
    Object.values(queues).forEach(async ({ name, summary }) => {
      const counted = await summary(this.#signal).catch(() => undefined);
      this.summaries = { ...this.summaries, [name]: counted };
      this.dispatchEvent(new Event('loaded'));
    });
  }

  render() {
    return html`<nav class="tabs" aria-label=${texts.queuesLabel}>
      ${Object.keys(queues).map(
        (name) =>
          html`<a class="tabs__tab" href="/review/${name}" aria-current=${name === this.queue ? 'page' : nothing}
            >${texts.queues[name]} ${this.#count(name)}</a
          >`,
      )}
    </nav>`;
  }

  #count(name) {
    const total = name in this.summaries ? (this.summaries[name]?.total ?? '–') : '…';
    return html`<span class="badge review__count">${total}</span>`;
  }
}

customElements.define('bx-queue-tabs', QueueTabs);

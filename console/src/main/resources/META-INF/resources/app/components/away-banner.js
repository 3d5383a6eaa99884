/** Names the services that do not answer or report a problem, as long as that is so. */
import { html, nothing } from 'lit';
import { Component } from '../component.js';
import { live } from '../live.js';
import { texts } from '../texts/console.js';

class AwayBanner extends Component {
  static properties = {
    health: { state: true },
  };

  constructor() {
    super();
    this.health = {};
  }

  connectedCallback() {
    super.connectedCallback();
    this.own(
      live.on('health', (health) => {
        this.health = health;
      }),
    );
    this.listen(live, 'state', () => this.requestUpdate());
  }

  render() {
    return html`<div class="away-banner" role="status" ?hidden=${!this.#text()}>
      <span>${this.#text()}</span>
      ${live.state === 'away' ? nothing : html`<a href="/operations">${texts.away.details}</a>`}
    </div>`;
  }

  #text() {
    if (live.state === 'away') {
      return texts.away.console;
    }
    const away = this.#named('AWAY');
    const down = this.#named('DOWN');
    return [away.length > 0 ? texts.away.services(away) : '', down.length > 0 ? texts.away.down(down) : ''].filter(Boolean).join(' ');
  }

  #named(state) {
    return Object.entries(this.health)
      .filter(([, health]) => health.state === state)
      .map(([name]) => name);
  }
}

customElements.define('bx-away-banner', AwayBanner);

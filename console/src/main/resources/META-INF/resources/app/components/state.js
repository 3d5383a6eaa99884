/**
 * What is shown instead of content: `kind` is loading, empty or error. An error names its reason and offers another
 * try; something empty says what to do.
 */
import { html, nothing } from 'lit';
import { Component } from '../component.js';
import { texts } from '../texts/console.js';

class State extends Component {
  static properties = {
    kind: {},
    heading: {},
    text: {},
    failure: { attribute: false },
    retry: { attribute: false },
    action: { attribute: false },
  };

  render() {
    if (this.kind === 'loading') {
      return html`<div class="state" role="status">
        <div class="state__spinner"></div>
        <span>${this.text ?? texts.loading}</span>
      </div>`;
    }
    if (this.kind === 'error') {
      return html`<div class="state" role="alert">
        <p class="state__title">${this.heading ?? texts.errors.title}</p>
        <p class="state__text">${this.failure?.message ?? this.text}</p>
        ${this.retry ? html`<button class="button" @click=${this.retry}>${texts.actions.retry}</button>` : nothing}
      </div>`;
    }
    return html`<div class="state">
      <p class="state__title">${this.heading}</p>
      <p class="state__text">${this.text}</p>
      ${this.action ? html`<a class="button" href=${this.action.href}>${this.action.text}</a>` : nothing}
    </div>`;
  }
}

customElements.define('bx-state', State);

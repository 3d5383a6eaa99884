/** Shows what `notify` tells. */
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Component } from '../component.js';
import { notifications } from '../notify.js';
import { texts } from '../texts/console.js';

const SHOWN_FOR = 6000;
const AT_MOST = 4;

class Toasts extends Component {
  static properties = {
    toasts: { state: true },
  };

  #next = 0;

  constructor() {
    super();
    this.toasts = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(notifications, 'notify', (event) => this.#add(event.detail));
  }

  #add({ text, kind }) {
    const id = this.#next++;
    this.toasts = [...this.toasts, { id, text, kind }].slice(-AT_MOST);
    if (kind !== 'bad') {
      setTimeout(() => this.#remove(id), SHOWN_FOR);
    }
  }

  #remove(id) {
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
  }

  render() {
    return html`<div class="toasts" role="status" aria-live="polite">
      ${repeat(
        this.toasts,
        (toast) => toast.id,
        (toast) => html`<div class="toast toast--${toast.kind}">
          <div class="toast__text">${toast.text}</div>
          <button class="button button--quiet button--small" @click=${() => this.#remove(toast.id)}>${texts.actions.close}</button>
        </div>`,
      )}
    </div>`;
  }
}

customElements.define('bx-toasts', Toasts);

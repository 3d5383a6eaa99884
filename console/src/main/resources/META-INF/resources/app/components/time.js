/** A moment: relative to now, exact on hover. All of them are brought up to date by one timer. */
import { html } from 'lit';
import { Component } from '../component.js';
import { ago, moment } from '../format.js';

const EVERY = 10_000;
const shown = new Set();

setInterval(() => shown.forEach((time) => time.requestUpdate()), EVERY);

class Time extends Component {
  static properties = {
    value: {},
  };

  connectedCallback() {
    super.connectedCallback();
    shown.add(this);
    this.own(() => shown.delete(this));
  }

  render() {
    if (!this.value) {
      return html`–`;
    }
    return html`<time datetime=${new Date(this.value).toISOString()} title=${moment(this.value)}>${ago(this.value)}</time>`;
  }
}

customElements.define('bx-time', Time);

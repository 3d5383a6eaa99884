/** Asks for a key or a token. */
import { html, nothing } from 'lit';
import { Component } from '../component.js';
import { session } from '../session.js';
import { texts } from '../texts/console.js';

class SignIn extends Component {
  static properties = {
    refusal: { state: true },
    busy: { state: true },
  };

  constructor() {
    super();
    this.refusal = '';
    this.busy = false;
  }

  firstUpdated() {
    document.title = `${texts.signIn.title} · ${texts.brand}`;
    this.querySelector('input').focus();
  }

  async #submit(event) {
    event.preventDefault();
    const input = this.querySelector('input');
    this.busy = true;
    try {
      this.refusal = await session.signIn(input.value.trim());
    } catch {
      this.refusal = texts.errors.status(0);
    }
    this.busy = false;
    if (this.refusal) {
      input.focus();
      input.select();
    }
  }

  render() {
    return html`<main class="sign-in">
      <form class="sign-in__form card" @submit=${this.#submit}>
        <h1>${texts.signIn.title}</h1>
        <p class="muted">${texts.signIn.lead}</p>
        <div class="field">
          <label class="field__label" for="credential">${texts.signIn.credential}</label>
          <input
            class="input"
            id="credential"
            name="credential"
            type="password"
            autocomplete="current-password"
            required
            aria-describedby="credential-hint"
            aria-invalid=${this.refusal ? 'true' : nothing}
          />
          <p class="field__hint" id="credential-hint">${texts.signIn.hint}</p>
        </div>
        <p class="field__error" role="alert">${this.refusal}</p>
        <button class="button button--primary" ?disabled=${this.busy}>${texts.signIn.submit}</button>
      </form>
    </main>`;
  }
}

customElements.define('bx-sign-in', SignIn);

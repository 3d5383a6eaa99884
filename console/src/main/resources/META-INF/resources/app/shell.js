/** The frame: navigation at the side, the page, sign-in in front of it all. */
import { html, nothing } from 'lit';
import { Component } from './component.js';
import { short } from './format.js';
import { live } from './live.js';
import { navigation } from './pages.js';
import { currentRoute, routes } from './router.js';
import { session } from './session.js';
import { isDark, themeChanges, toggleTheme } from './theme.js';
import { texts } from './texts/console.js';
import { work } from './work.js';
import './components/away-banner.js';
import './components/page-view.js';
import './components/sign-in.js';
import './components/state.js';
import './components/time.js';
import './components/toasts.js';

const AGAIN_AFTER = 3000;

class Shell extends Component {
  #again = 0;

  static properties = {
    open: { state: true },
    failure: { state: true },
  };

  constructor() {
    super();
    this.open = false;
    this.failure = undefined;
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(session, 'change', () => this.#sessionChanged());
    this.listen(routes, 'change', () => {
      this.open = false;
      this.requestUpdate();
    });
    this.listen(live, 'state', () => this.requestUpdate());
    this.listen(live, 'refused', () => session.check());
    this.listen(work, 'change', () => this.requestUpdate());
    this.listen(themeChanges, 'change', () => this.requestUpdate());
    this.listen(document, 'keydown', (event) => {
      if (event.key === 'Escape' && this.open) {
        this.#toggleMenu();
      }
    });
    this.own(() => clearTimeout(this.#again));
    this.#load();
  }

  /** Asks who is there until the console has answered. */
  async #load() {
    clearTimeout(this.#again);
    try {
      await session.load();
      this.failure = undefined;
    } catch {
      this.failure = new Error(texts.errors.status(0));
      this.#again = setTimeout(() => this.#load(), AGAIN_AFTER);
    }
  }

  #sessionChanged() {
    if (session.state === 'signed-out') {
      live.stop();
      work.stop();
    } else {
      live.start();
      work.start();
    }
    this.requestUpdate();
  }

  async #toggleMenu() {
    this.open = !this.open;
    await this.updateComplete;
    this.querySelector(this.open ? '.shell__link' : '.shell__menu')?.focus();
  }

  render() {
    if (session.state === 'unknown') {
      return this.failure
        ? html`<bx-state kind="error" .failure=${this.failure} .retry=${() => this.#load()}></bx-state>`
        : html`<bx-state kind="loading"></bx-state>`;
    }
    if (session.state === 'signed-out') {
      return html`<bx-sign-in></bx-sign-in>`;
    }
    return html`
      <a class="shell__skip button" href="#page" @click=${this.#skip}>${texts.skip}</a>
      <div class="shell ${this.open ? 'shell--open' : ''}">
        <div class="shell__bar">
          ${this.#brand()}
          <button class="shell__menu button button--quiet" aria-expanded=${this.open} aria-controls="navigation" @click=${this.#toggleMenu}>
            ${texts.menu}
          </button>
        </div>
        <div class="shell__side" id="navigation">
          ${this.#brand()}
          <nav aria-label=${texts.navigation.label}>${this.#links()}</nav>
          ${this.#foot()}
        </div>
        <main class="shell__main" id="page" tabindex="-1"><bx-page-view class="shell__page"></bx-page-view></main>
      </div>
      <bx-away-banner></bx-away-banner>
      <bx-toasts></bx-toasts>
    `;
  }

  #skip(event) {
    event.preventDefault();
    document.getElementById('page').focus();
  }

  #brand() {
    return html`<a class="shell__brand" href="/"><img src="/style/icon.svg" alt="" width="26" height="26" />${texts.brand}</a>`;
  }

  #links() {
    const entry = currentRoute().page?.entry;
    return html`<ul class="shell__links">
      ${navigation.map(
        ({ name, href, title }) =>
          html`<li>
            <a class="shell__link" href=${href} aria-current=${name === entry ? 'page' : nothing}>${title}${name === 'review' ? this.#badge() : nothing}</a>
          </li>`,
      )}
    </ul>`;
  }

  /** How much waits in the queues of the review. */
  #badge() {
    const count = work.count('quarantine', 'suspects', 'hard-examples');
    return count === 0
      ? nothing
      : html`<span class="badge badge--accent" aria-hidden="true">${short(count)}</span><span class="visually-hidden">${texts.waiting(count)}</span>`;
  }

  #foot() {
    return html`<div class="shell__foot">
      <div class="shell__live shell__live--${live.state}" role="status">${texts.live[live.state]}</div>
      <button class="button button--quiet button--small" aria-pressed=${isDark()} @click=${toggleTheme}>${texts.theme}</button>
      ${session.state === 'signed-in'
        ? html`<div class="truncate">${texts.signIn.as(session.name)}</div>
            <button class="button button--small" @click=${() => session.signOut()}>${texts.signIn.signOut}</button>`
        : nothing}
    </div>`;
  }
}

customElements.define('bx-shell', Shell);

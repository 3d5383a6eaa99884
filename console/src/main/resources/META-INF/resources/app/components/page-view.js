/** Shows the page of the address, which is loaded when it is first needed. */
import { html } from 'lit';
import { Component } from '../component.js';
import { currentRoute, routes } from '../router.js';
import { isReturning, restoreScroll } from '../scroll.js';
import { texts } from '../texts/console.js';
import './state.js';

/** A page that has not come by then says so; it is shown when it comes all the same. */
const LATE_AFTER = 20_000;

class PageView extends Component {
  static properties = {
    failure: { state: true },
  };

  #shown = null;
  #element = null;

  connectedCallback() {
    super.connectedCallback();
    this.listen(routes, 'change', () => this.#show());
    this.listen(this, 'rebuild', () => this.#retry());
    this.#show();
  }

  async #show() {
    const route = currentRoute();
    const address = route.page ? `${route.page.name} ${JSON.stringify(route.parameters)}` : route.path;
    if (address === this.#shown) {
      this.#pass(route);
      if (isReturning()) {
        restoreScroll();
      }
      return;
    }
    const first = this.#shown === null;
    this.#shown = address;
    this.#element = null;
    this.failure = undefined;
    document.title = `${route.page?.title ?? texts.errors.notFoundTitle} · ${texts.brand}`;
    if (route.page) {
      await this.#load(route, address);
    }
    this.requestUpdate();
    await this.updateComplete;
    restoreScroll();
    if (!first) {
      this.#focusHeading();
    }
  }

  async #load(route, address) {
    const late = setTimeout(() => this.#fail(address), LATE_AFTER);
    try {
      await route.page.load();
    } catch (failure) {
      console.error(failure);
      this.#fail(address);
      return;
    } finally {
      clearTimeout(late);
    }
    if (this.#shown === address) {
      this.failure = undefined;
      this.#element = document.createElement(route.page.element);
      this.#pass(currentRoute());
    }
  }

  #fail(address) {
    if (this.#shown === address) {
      this.failure = new Error(texts.errors.page);
    }
  }

  #pass(route) {
    if (this.#element) {
      this.#element.parameters = route.parameters;
      this.#element.query = route.query;
    }
  }

  /** Screen readers read the heading of the new page. */
  async #focusHeading() {
    await this.#element?.updateComplete;
    const heading = this.querySelector('h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
  }

  #retry() {
    this.#shown = null;
    this.#show();
  }

  render() {
    if (this.failure) {
      // Browsers may keep that a module could not be loaded for as long as the document lives.
      return html`<bx-state kind="error" .failure=${this.failure} .retry=${() => location.reload()}></bx-state>`;
    }
    if (this.#element) {
      return this.#element;
    }
    if (currentRoute().page) {
      return html`<bx-state kind="loading"></bx-state>`;
    }
    return html`<div class="page">
      <h1>${texts.errors.notFoundTitle}</h1>
      <p>${texts.errors.notFound(location.pathname)}</p>
      <p><a href="/">${texts.errors.home}</a></p>
    </div>`;
  }
}

customElements.define('bx-page-view', PageView);

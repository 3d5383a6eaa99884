/** What a page loads from a service, and loads again when something has changed. */
import { html, nothing } from 'lit';
import { live } from './live.js';
import { texts } from './texts/console.js';
import './components/state.js';

const JUST_LOADED = 3000;

/**
 * Something that a component shows: `value` is the latest answer, `failure` why the latest request failed. It loads when
 * the component is shown, after the console or a service was away, and on `reload`. Changes redraw the component.
 */
export class Resource {
  value;
  failure;
  #host;
  #load;
  #controller = null;
  #again = false;
  #began = 0;
  #leave = [];

  /**
   * @param {import('lit').LitElement} host
   * @param {(signal: AbortSignal) => Promise<any>} load
   */
  constructor(host, load) {
    this.#host = host;
    this.#load = load;
    host.addController(this);
  }

  hostConnected() {
    this.#leave = [
      live.on('hello', () => Date.now() - this.#began > JUST_LOADED && this.reload()),
      live.on('health', () => this.failure && this.reload()),
    ];
    this.reload();
  }

  hostDisconnected() {
    this.#leave.splice(0).forEach((end) => end());
    this.#controller?.abort();
    this.#controller = null;
  }

  /**
   * Loads again. Calls while a request is on its way become one request after it.
   *
   * @param {{anew?: boolean}} [options] anew: what was asked for is another thing; the old answer is dropped
   */
  async reload({ anew = false } = {}) {
    if (anew) {
      this.#controller?.abort();
      this.#controller = null;
      this.value = undefined;
      this.failure = undefined;
      this.#host.requestUpdate();
    }
    if (this.#controller) {
      this.#again = true;
      return;
    }
    const controller = new AbortController();
    this.#controller = controller;
    this.#began = Date.now();
    try {
      const value = await this.#load(controller.signal);
      this.#finish(controller, () => {
        this.value = value;
        this.failure = undefined;
      });
    } catch (failure) {
      this.#finish(controller, () => {
        this.failure = failure;
      });
    }
  }

  /** Changes the value until the next answer, for example by an event. */
  change(value) {
    this.value = value;
    this.#host.requestUpdate();
  }

  #finish(controller, apply) {
    if (this.#controller !== controller) {
      return;
    }
    this.#controller = null;
    apply();
    this.#host.requestUpdate();
    if (this.#again) {
      this.#again = false;
      this.reload();
    }
  }
}

/**
 * The content of a resource, or its state: loading, or why it failed. When a later request fails, the content stays,
 * under a notice.
 *
 * @param {Resource} resource
 * @param {(value: any) => unknown} content
 */
export function shown(resource, content) {
  if (resource.value === undefined) {
    return resource.failure
      ? html`<bx-state kind="error" .failure=${resource.failure} .retry=${() => resource.reload({ anew: true })}></bx-state>`
      : html`<bx-state kind="loading"></bx-state>`;
  }
  return html`${resource.failure
    ? html`<p class="notice notice--warning" role="status">${texts.errors.outdated(resource.failure.message)}</p>`
    : nothing}${content(resource.value)}`;
}

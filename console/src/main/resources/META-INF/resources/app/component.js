/** What all components have in common. */
import { html, LitElement, render } from 'lit';
import { Directive, directive } from 'lit/directive.js';
import { texts } from './texts/console.js';

/**
 * A component whose content is part of the page, so that the design system in `/style` applies to it and labels reach
 * their fields. `listen` and `own` end by themselves when the component leaves the page.
 *
 * A component that cannot be drawn says so in its place, instead of what was there before; the rest of the page goes on.
 * "Try again" there dispatches `rebuild`, upon which the page is built anew with data that is read anew.
 */
export class Component extends LitElement {
  #leave = [];

  createRenderRoot() {
    return this;
  }

  scheduleUpdate() {
    try {
      return super.scheduleUpdate();
    } catch (failure) {
      reportError(failure);
      this.#showFailure(failure);
      return undefined;
    }
  }

  #showFailure(failure) {
    const again = () => this.dispatchEvent(new CustomEvent('rebuild', { bubbles: true }));
    const { title, text } = texts.errors.drawing;
    render(html`<bx-state kind="error" .heading=${title} .failure=${new Error(text(failure.message))} .retry=${again}></bx-state>`, this.renderRoot, this.renderOptions);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#leave.splice(0).forEach((end) => end());
  }

  /**
   * Does something when the component leaves the page.
   *
   * @param {() => void} end
   */
  own(end) {
    this.#leave.push(end);
  }

  /**
   * Listens to events until the component leaves the page.
   *
   * @param {EventTarget} target
   * @param {string} type
   * @param {(event: Event) => void} handler
   * @param {AddEventListenerOptions} [options]
   */
  listen(target, type, handler, options) {
    target.addEventListener(type, handler, options);
    this.own(() => target.removeEventListener(type, handler, options));
  }

  /** A signal that is aborted when the component leaves the page. */
  leaving() {
    const controller = new AbortController();
    this.own(() => controller.abort());
    return controller.signal;
  }
}

class Styles extends Directive {
  render() {
    return undefined;
  }

  update(part, [properties]) {
    for (const [name, value] of Object.entries(properties)) {
      part.element.style.setProperty(name, value);
    }
    return undefined;
  }
}

/**
 * Sets CSS properties of an element, as in `<div ${styles({ width: '40%' })}>`. The Content-Security-Policy forbids
 * style attributes in markup, which `styleMap` writes.
 */
export const styles = directive(Styles);

const stylesheets = new Map();

/** A page that is shown without its stylesheet is better than none. */
const STYLESHEET_WITHIN = 5000;

/**
 * Loads a stylesheet once. A page awaits its own before it is shown, so that nothing jumps; but not for long, and not one
 * that fails: the browser reports that.
 *
 * @param {string} href
 * @returns {Promise<void>}
 */
export function stylesheet(href) {
  if (!stylesheets.has(href)) {
    stylesheets.set(
      href,
      new Promise((resolve) => {
        const link = document.createElement('link');
        link.rel = 'stylesheet';
        link.href = href;
        link.addEventListener('load', () => resolve());
        link.addEventListener('error', () => resolve());
        document.head.append(link);
        setTimeout(resolve, STYLESHEET_WITHIN);
      }),
    );
  }
  return stylesheets.get(href);
}

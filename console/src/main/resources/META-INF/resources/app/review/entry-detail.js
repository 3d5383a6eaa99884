/** One entry beside the list: its image with boxes, the reason and what to do about it. `entry` may be absent. */
import { html, nothing } from 'lit';
import { Component } from '../component.js';
import '../components/boxes.js';
import { reasonAdvice, reasonName, texts } from '../texts/review.js';
import { shownBy } from './details.js';
import { facts } from './entry-facts.js';
import { editorPath } from './entries.js';

const SETTLES_AFTER = 120;

class EntryDetail extends Component {
  static properties = {
    entry: { attribute: false },
    filters: { attribute: false },
    shown: { state: true },
    failure: { state: true },
  };

  #loading = null;

  connectedCallback() {
    super.connectedCallback();
    this.own(() => this.#loading?.abort());
  }

  willUpdate(changed) {
    if (changed.has('entry') && changed.get('entry')?.id !== this.entry?.id) {
      this.#load();
    }
  }

  /** Not before the keyboard rests: arrow keys pass over many entries. */
  async #load() {
    this.#loading?.abort();
    this.shown = undefined;
    this.failure = undefined;
    if (!this.entry?.thumbnail) {
      return;
    }
    const { signal } = (this.#loading = new AbortController());
    await new Promise((resolve) => setTimeout(resolve, SETTLES_AFTER));
    if (signal.aborted) {
      return;
    }
    try {
      const shown = await shownBy(this.entry, signal);
      if (!signal.aborted) {
        this.shown = shown;
      }
    } catch (failure) {
      if (!signal.aborted) {
        this.failure = failure;
      }
    }
  }

  render() {
    const { entry, shown } = this;
    if (!entry) {
      return html`<p class="muted">${texts.detail.none}</p>`;
    }
    return html`<div class="stack">
      <h2 class="entry-detail__name">${entry.name}</h2>
      ${this.failure ? html`<p class="notice notice--bad">${this.failure.message}</p>` : this.#image()}
      <p>${entry.text}</p>
      ${whatToDo(entry)} ${facts(entry, shown)}
      <div class="row">
        <a class="button button--primary" href=${editorPath(entry.queue, entry.id, this.filters)}>${texts.actions.open}</a>
      </div>
    </div>`;
  }

  #image() {
    if (!this.entry.thumbnail) {
      return nothing;
    }
    if (!this.shown) {
      return html`<div class="entry-detail__frame"></div>`;
    }
    const { other } = this.shown;
    return html`<div class="entry-detail__frame">${picture(this.shown, this.entry.name)}</div>
      ${other ? html`<div class="entry-detail__frame">${picture(other, other.id)}</div>` : nothing}`;
  }
}

function whatToDo({ reasons: [first, ...others] }) {
  return html`<div class="stack stack--tight">
    <h3>${texts.detail.advice}</h3>
    <p>${reasonAdvice(first)}</p>
    ${others.map((code) => html`<p class="muted small">${reasonName(code)}: ${reasonAdvice(code)}</p>`)}
  </div>`;
}

function picture({ preview, width, height, boxes, proposals }, name) {
  const alt = texts.detail.imageOf(name);
  if (!width || !height) {
    return html`<img class="entry-detail__image" src=${preview} alt=${alt} />`;
  }
  const all = [...boxes, ...proposals.map((box) => ({ ...box, dashed: true }))];
  return html`<bx-boxes .src=${preview} .alt=${alt} .width=${width} .height=${height} .boxes=${all}></bx-boxes>`;
}

customElements.define('bx-entry-detail', EntryDetail);

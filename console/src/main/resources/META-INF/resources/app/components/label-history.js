/**
 * What the labels of an image were, newest first. `image` has its history; `shown` is the index of the version that is
 * shown, 0 for the present one. Events: `show` (detail `{index}`) and `restore` (detail `{index, boxes}`).
 */
import { html, nothing } from 'lit';
import { Component } from '../component.js';
import { moment } from '../format.js';
import { changesBetween } from '../labels/label-merge.js';
import { session } from '../session.js';
import { texts } from '../texts/image.js';
import './time.js';

const { history: words } = texts;

/** The versions of the labels of an image, the present one first. */
export function labelVersions({ boxes, publishedAt, caller, source, history = [] }) {
  return [{ boxes, at: publishedAt, caller, source }, ...history];
}

class LabelHistory extends Component {
  static properties = {
    image: { attribute: false },
    shown: { attribute: false },
    busy: { type: Boolean },
  };

  render() {
    const versions = labelVersions(this.image);
    return html`<section class="card" aria-labelledby="history-title">
      <div class="card__head"><h2 id="history-title">${words.title}</h2></div>
      ${versions.length === 1 ? html`<p class="muted small">${words.none}</p>` : nothing}
      <ol class="image-history">
        ${versions.map((version, index) => this.#version(version, versions[index + 1], index))}
      </ol>
    </section>`;
  }

  #version({ at, caller, source, boxes }, before, index) {
    return html`<li class="image-history__entry ${index === this.shown ? 'image-history__entry--shown' : ''}">
      <div>
        <p>
          <strong>${index === 0 ? words.now : html`<bx-time .value=${at}></bx-time>`}</strong>
          <span class="muted small">· ${index === 0 ? html`<bx-time .value=${at}></bx-time> · ` : nothing}${caller ?? source.kind}</span>
        </p>
        <p class="small">${before ? words.changes(changesBetween(before.boxes, boxes)) : words.first} <span class="muted">(${texts.boxes(boxes.length)})</span></p>
      </div>
      <div class="row">
        <button class="button button--small" aria-pressed=${index === this.shown} @click=${() => this.#tell('show', { index })}>${words.show}</button>
        ${index > 0 && session.may('label')
          ? html`<button
              class="button button--small"
              aria-label=${words.restoreLabel(moment(at))}
              ?disabled=${this.busy}
              @click=${() => this.#tell('restore', { index, boxes })}
            >
              ${words.restore}
            </button>`
          : nothing}
      </div>
    </li>`;
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

customElements.define('bx-label-history', LabelHistory);

/**
 * The boxes and suggestions of the editor as a list, and the selected box as a form: everything that can be done on the
 * image can be done here. `document` is a LabelDocument, `image` the size of the image.
 */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { Component, styles } from '../component.js';
import { classColour, percent } from '../format.js';
import { texts } from '../texts/editor.js';

const SIDES = Object.entries(texts.sides);

class EditorList extends Component {
  static properties = {
    document: { attribute: false },
    image: { attribute: false },
    version: { attribute: false },
  };

  render() {
    const { boxes, suggestions, selected } = this.document;
    return html`${this.#form(selected)}
      <section class="stack stack--tight" aria-labelledby="editor-boxes">
        <h2 id="editor-boxes">${texts.list(boxes.length)}</h2>
        ${boxes.length === 0 ? html`<p class="muted small">${texts.empty}</p>` : this.#list(boxes, selected, (box) => this.#item(box))}
      </section>
      ${suggestions.length > 0
        ? html`<section class="stack stack--tight" aria-labelledby="editor-suggestions">
            <div class="row row--apart">
              <h2 id="editor-suggestions">${texts.suggestions(suggestions.length)}</h2>
              <button class="button button--small" @click=${() => this.document.acceptAll()}>${texts.acceptAll}</button>
            </div>
            ${this.#list(suggestions, selected, (box) => this.#suggestion(box))}
          </section>`
        : nothing}`;
  }

  /** Shows the selected item in its list; the page stays where it is. */
  updated() {
    const item = this.querySelector('.editor-list__item[aria-current="true"]');
    const list = item?.parentElement;
    if (list) {
      list.scrollTop = Math.min(item.offsetTop, Math.max(list.scrollTop, item.offsetTop + item.offsetHeight - list.clientHeight));
    }
  }

  #list(items, selected, content) {
    return html`<ul class="editor-list">
      ${repeat(
        items,
        ({ key }) => key,
        (box) => html`<li class="editor-list__item" aria-current=${box === selected ? 'true' : 'false'}>${content(box)}</li>`,
      )}
    </ul>`;
  }

  #item(box) {
    return html`<button class="editor-list__box" @click=${() => this.document.select(box.key)}>
      ${swatch(box)}<span class="editor-list__name truncate">${box.label}</span>
      <span class="muted small">${texts.item(box)}${box.difficult ? ` · ${texts.difficult}` : ''}</span>
    </button>`;
  }

  #suggestion(box) {
    const act = (what) => {
      this.document.select(box.key);
      this.document[what]();
    };
    return html`<button class="editor-list__box" @click=${() => this.document.select(box.key)}>
        ${swatch(box)}<span class="editor-list__name truncate">${box.label}</span>
        <span class="muted small">${percent(box.score, 0)}</span>
      </button>
      <button class="button button--small" aria-label=${texts.acceptNamed(box.label)} @click=${() => act('acceptSelected')}>${texts.accept}</button>
      <button class="button button--quiet button--small" aria-label=${texts.dismissNamed(box.label)} @click=${() => act('removeSelected')}>
        ${texts.dismiss}
      </button>`;
  }

  #form(box) {
    const { width, height } = this.image;
    const end = { xMin: width, xMax: width, yMin: height, yMax: height };
    return html`<form @submit=${(event) => event.preventDefault()}>
      <fieldset class="editor-list__form" aria-label=${texts.form} ?disabled=${!box}>
      <div class="editor-list__sides">
        ${SIDES.map(
          ([name, label]) =>
            html`<div class="field">
              <label class="field__label" for="box-${name}">${label}</label>
              <input class="input" id="box-${name}" type="number" step="any" min="0" max=${end[name]} .value=${box ? String(box[name]) : ''} @change=${(event) => this.#side(event, name)} />
            </div>`,
        )}
      </div>
      <div class="row row--apart">
        <label class="check" title=${texts.difficultHint}>
          <input type="checkbox" .checked=${Boolean(box?.difficult)} @change=${(event) => this.document.changeSelected({ difficult: event.target.checked })} />
          ${texts.difficult}
        </label>
        <button class="button button--danger button--small" type="button" @click=${() => this.document.removeSelected()}>${texts.remove}</button>
      </div>
      </fieldset>
    </form>`;
  }

  #side(event, name) {
    const { selected } = this.document;
    const changed = { ...selected, [name]: event.target.valueAsNumber };
    const possible = event.target.value !== '' && event.target.checkValidity() && changed.xMin < changed.xMax && changed.yMin < changed.yMax;
    if (possible) {
      this.document.changeSelected({ [name]: changed[name] });
    } else {
      event.target.value = String(selected[name]);
    }
  }
}

function swatch({ label }) {
  return html`<span class="editor-list__swatch" ${styles({ background: classColour(label) })}></span>`;
}

customElements.define('bx-editor-list', EditorList);

/** The file and the split of a rejected image. Tells `file` ({file}), `split` ({split}) and `send`. */
import { html, nothing } from 'lit';
import { Component } from '../component.js';
import { texts } from '../texts/review-editor.js';
import { texts as shared } from '../texts/review.js';
import { ingestAddress } from './entries.js';

class FileChoice extends Component {
  static properties = {
    entry: { attribute: false },
    replacement: { attribute: false },
    split: {},
    readable: { type: Boolean },
    disabled: { type: Boolean },
  };

  render() {
    const { replacement, entry } = this;
    const words = texts.replace;
    return html`<section class="card stack stack--tight" aria-labelledby="file-heading">
      <h2 id="file-heading">${words.heading}</h2>
      ${replacement
        ? html`<p role="status">${this.readable ? words.replaced(replacement.name) : words.unreadable(replacement.name)}</p>`
        : nothing}
      <div class="row">
        <button class="button" ?disabled=${this.disabled} @click=${(event) => event.currentTarget.nextElementSibling.click()}>
          ${this.readable ? words.button : words.choose}
        </button>
        <input type="file" hidden aria-label=${words.choose} accept="image/*" @change=${(event) => this.#chosen(event.target)} />
        ${replacement ? html`<button class="button" @click=${() => this.#tell('file', { file: undefined })}>${words.undo}</button>` : nothing}
        ${entry.item.original
          ? html`<a href=${ingestAddress(['rejected-images', entry.id, 'file'])} target="_blank" rel="noopener">${words.original}</a>`
          : nothing}
      </div>
      <label class="field file-choice__split">
        <span class="field__label">${texts.split}</span>
        <select class="select" ?disabled=${this.disabled} @change=${(event) => this.#tell('split', { split: event.target.value })}>
          <option value="" ?selected=${this.split === ''}>${entry.item.split ? texts.splitOfData : texts.splitByRule}</option>
          ${Object.entries(shared.filters.splits).map(
            ([value, name]) => html`<option value=${value} ?selected=${this.split === value}>${name}</option>`,
          )}
        </select>
      </label>
      ${replacement && !this.readable
        ? html`<div>
            <button class="button button--primary" ?disabled=${this.disabled} @click=${() => this.#tell('send')}>${texts.sendIn}</button>
          </div>`
        : nothing}
    </section>`;
  }

  #chosen(input) {
    if (input.files.length > 0) {
      this.#tell('file', { file: input.files[0] });
    }
    input.value = '';
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

customElements.define('bx-file-choice', FileChoice);

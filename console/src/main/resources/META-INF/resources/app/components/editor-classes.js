/** The class of the selected box and of new ones: a search field and buttons for the number keys. Event: `choose` (detail `{label}`). */
import { html, nothing } from 'lit';
import { Component, styles } from '../component.js';
import { classColour } from '../format.js';
import { texts } from '../texts/editor.js';

const NUMBERED = 9;

class EditorClasses extends Component {
  static properties = {
    classes: { attribute: false },
    label: {},
  };

  /** Puts the cursor into the search field. */
  focus() {
    const input = this.querySelector('input');
    input.focus();
    input.select();
  }

  render() {
    return html`<div class="field">
        <label class="field__label" for="editor-class">${texts.class}</label>
        <input
          class="input"
          id="editor-class"
          list="editor-class-names"
          autocomplete="off"
          aria-describedby="editor-class-hint"
          .value=${this.label}
          @change=${this.#changed}
          @keydown=${this.#key}
        />
        <datalist id="editor-class-names">${this.classes.map((name) => html`<option value=${name}></option>`)}</datalist>
        <p class="field__hint" id="editor-class-hint">${texts.classHint}</p>
      </div>
      ${this.classes.length > 0
        ? html`<div class="editor-classes" role="group" aria-label=${texts.classes}>
            ${this.classes.slice(0, NUMBERED).map(
              (name, index) =>
                html`<button class="editor-classes__class button button--small" aria-pressed=${name === this.label} @click=${() => this.#choose(name)}>
                  <span class="editor-list__swatch" ${styles({ background: classColour(name) })}></span>
                  <span class="truncate">${name}</span><kbd>${index + 1}</kbd>
                </button>`,
            )}
          </div>`
        : nothing}`;
  }

  #key(event) {
    if (event.key === 'Enter') {
      event.preventDefault();
      this.#changed(event);
      this.dispatchEvent(new CustomEvent('leave', { bubbles: true }));
    } else if (event.key === 'Escape') {
      event.target.value = this.label;
      this.dispatchEvent(new CustomEvent('leave', { bubbles: true }));
    }
  }

  #changed(event) {
    const label = event.target.value.trim();
    if (label && label !== this.label) {
      this.#choose(label);
    } else {
      event.target.value = this.label;
    }
  }

  #choose(label) {
    this.dispatchEvent(new CustomEvent('choose', { detail: { label }, bubbles: true }));
  }
}

customElements.define('bx-editor-classes', EditorClasses);

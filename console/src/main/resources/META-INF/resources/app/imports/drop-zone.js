/** Takes folders and archives, dropped or chosen. Tells `chosen` with the packages. */
import { html, nothing } from 'lit';
import { Component } from '../component.js';
import { texts } from '../texts/import.js';
import { chosen, dropped, packages } from './files.js';

class DropZone extends Component {
  static properties = {
    disabled: { type: Boolean },
    over: { state: true },
    reading: { state: true },
    failure: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    // A file that is dropped beside the zone must not replace the page.
    this.listen(document, 'dragover', (event) => event.preventDefault());
    this.listen(document, 'drop', (event) => event.preventDefault());
  }

  render() {
    return html`<div
      class="drop-zone ${this.over ? 'drop-zone--over' : ''}"
      role="group"
      aria-label=${texts.drop.label}
      @dragenter=${this.#enter}
      @dragover=${this.#enter}
      @dragleave=${this.#leave}
      @drop=${this.#drop}
    >
      <p class="drop-zone__title">${this.over ? texts.drop.over : texts.drop.title}</p>
      <p class="muted">${texts.drop.text}</p>
      <div class="row drop-zone__choices">
        ${this.#choice(texts.drop.folder, { folder: true })} ${this.#choice(texts.drop.archive, { folder: false })}
      </div>
      <p class="drop-zone__state small" role="status">
        ${this.reading ? texts.drop.reading(this.reading) : (this.failure ?? nothing)}
      </p>
    </div>`;
  }

  #choice(text, { folder }) {
    const choose = (event) => event.currentTarget.nextElementSibling.click();
    return html`<div>
      <button class="button" ?disabled=${this.disabled} @click=${choose}>${text}</button>
      <input
        class="drop-zone__input"
        type="file"
        hidden
        multiple
        aria-label=${text}
        ?webkitdirectory=${folder}
        accept=${folder ? nothing : '.zip,.tar,.tar.gz,.tgz,.gz'}
        @change=${(event) => this.#chosen(event.target)}
      />
    </div>`;
  }

  #enter(event) {
    event.preventDefault();
    if (!this.disabled && event.dataTransfer.types.includes('Files')) {
      event.dataTransfer.dropEffect = 'copy';
      this.over = true;
    }
  }

  #leave(event) {
    if (!event.currentTarget.contains(event.relatedTarget)) {
      this.over = false;
    }
  }

  async #drop(event) {
    event.preventDefault();
    this.over = false;
    if (this.disabled) {
      return;
    }
    this.failure = undefined;
    try {
      const items = await dropped(event.dataTransfer, (count) => {
        this.reading = count;
      });
      this.#take(items);
    } catch (failure) {
      this.failure = texts.drop.unreadable(failure.message);
    }
    this.reading = undefined;
  }

  #chosen(input) {
    this.failure = undefined;
    this.#take(chosen(input.files));
    input.value = '';
  }

  #take(items) {
    const found = packages(items);
    if (found.length === 0) {
      this.failure = texts.drop.nothing;
      return;
    }
    this.dispatchEvent(new CustomEvent('chosen', { detail: { packages: found } }));
  }
}

customElements.define('bx-drop-zone', DropZone);

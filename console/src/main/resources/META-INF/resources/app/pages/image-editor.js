/** The editor of an image of the data set: saves with the version that was read, and settles what was overtaken. */
import { html, nothing } from 'lit';
import { asksForCaller, caller, rememberCaller } from '../caller.js';
import { Component, stylesheet } from '../component.js';
import { ask } from '../components/dialog.js';
import { classNames } from '../images/class-names.js';
import { imageChanged, imageFilter, imagePath } from '../images/image-lists.js';
import { detect, readFile, readImage, saveLabels } from '../images/image-service.js';
import { suspectTexts } from '../images/suspects.js';
import { sameBoxes } from '../labels/geometry.js';
import { compareVersions } from '../labels/label-merge.js';
import { notify, notifyFailure } from '../notify.js';
import { Resource, shown } from '../resource.js';
import { guardLeaving } from '../router.js';
import { session } from '../session.js';
import { texts as editorTexts } from '../texts/editor.js';
import { documentTitle, texts } from '../texts/image.js';
import '../components/editor.js';
import '../components/image-pager.js';
import '../components/label-conflict.js';
import '../components/state.js';

await stylesheet('/style/pages/image.css');

const { editor: words } = texts;

class ImageEditorPage extends Component {
  static properties = {
    parameters: { attribute: false },
    query: { attribute: false },
    image: { state: true },
    src: { state: true },
    boxes: { state: true },
    suggestions: { state: true },
    suggestionState: { state: true },
    conflict: { state: true },
    busy: { state: true },
  };

  /** What was read once stays: labels that are edited do not change underneath. */
  #opened = new Resource(this, async (signal) => this.#opened.value ?? this.#open(signal));
  #file = new Resource(this, async (signal) => this.#file.value ?? this.#draw(await readFile(this.parameters.id, signal), signal));

  constructor() {
    super();
    Object.assign(this, { src: '', boxes: [], suggestions: [], suggestionState: '', busy: false });
  }

  connectedCallback() {
    super.connectedCallback();
    this.own(guardLeaving(() => this.#isUnsaved(), askToLeave));
    this.own(() => URL.revokeObjectURL(this.src));
  }

  async #open(signal) {
    const [image, classes] = await Promise.all([readImage(this.parameters.id, signal), classNames()]);
    const hints = await suspectTexts(image, signal);
    Object.assign(this, { image, boxes: image.boxes });
    document.title = documentTitle(words.title(image.source.name));
    this.#focus();
    return { classes, hints };
  }

  async #focus() {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await this.updateComplete;
    this.#editor()?.focus();
  }

  #draw(file, signal) {
    this.src = URL.createObjectURL(file);
    this.#suggest(file, signal);
    return file;
  }

  async #suggest(file, signal) {
    if (!session.may('detect')) {
      return;
    }
    this.suggestionState = words.suggesting;
    try {
      const { boxes } = await detect(file, undefined, signal);
      this.suggestions = boxes;
      this.suggestionState = '';
    } catch (failure) {
      this.suggestionState = failure.code === 'no-model' ? words.noModel : failure.message;
    }
  }

  #editor() {
    return this.querySelector('bx-editor');
  }

  #isUnsaved() {
    return Boolean(this.conflict || this.#editor()?.dirty);
  }

  async #save(boxes) {
    if (this.busy || !session.may('label')) {
      return;
    }
    if (!this.#isUnsaved()) {
      notify(words.nothing);
      return;
    }
    this.busy = true;
    try {
      const image = await saveLabels(this.image.id, this.image.version, boxes, caller());
      this.#saved(image, boxes);
    } catch (failure) {
      if (failure.status === 412) {
        await this.#overtaken(boxes);
      } else {
        notifyFailure(failure);
      }
    }
    this.busy = false;
  }

  #saved(image, boxes) {
    imageChanged(image);
    this.image = image;
    if (this.conflict) {
      this.conflict = undefined;
      this.boxes = image.boxes;
    } else if (sameBoxes(boxes, this.#editor().value)) {
      this.#editor().markSaved();
    }
    notify(words.saved, 'good');
  }

  /** Somebody saved other labels since these were read: both versions are shown, and theirs is what is saved over next. */
  async #overtaken(mine) {
    try {
      const theirs = await readImage(this.image.id);
      const base = this.image.boxes;
      this.image = theirs;
      if (sameBoxes(mine, theirs.boxes)) {
        this.#saved(theirs, mine);
      } else {
        this.conflict = { mine, theirs: theirs.boxes, caller: theirs.caller, comparison: compareVersions(base, mine, theirs.boxes) };
      }
    } catch (failure) {
      notifyFailure(failure);
    }
  }

  /** The result goes into the editor as a change of theirs: undo shows theirs. */
  async #edit(boxes) {
    this.conflict = undefined;
    this.boxes = this.image.boxes;
    await this.updateComplete;
    this.#editor().replaceAll(boxes);
    this.#editor().focus();
  }

  render() {
    const { id } = this.parameters;
    const filter = imageFilter(this.query);
    return html`<div class="page">
      <div class="page__head">
        <h1 class="image-page__title truncate">${words.title(this.image?.source.name ?? '')}</h1>
        <div class="row">
          <a class="button button--small" href=${imagePath(id, filter)}>${words.back}</a>
          <bx-image-pager id=${id} .filter=${filter} page="/edit"></bx-image-pager>
        </div>
      </div>
      ${shown(this.#opened, (opened) => (this.conflict ? this.#conflict() : this.#content(opened)))}
    </div>`;
  }

  #conflict() {
    const { width, height } = this.image;
    const { comparison, mine, theirs, caller: who } = this.conflict;
    return html`<bx-label-conflict
      .comparison=${comparison}
      .image=${{ src: this.src, width, height }}
      .mine=${mine}
      .theirs=${theirs}
      .caller=${who}
      ?busy=${this.busy}
      @save=${(event) => this.#save(event.detail.boxes)}
      @edit=${(event) => this.#edit(event.detail.boxes)}
    ></bx-label-conflict>`;
  }

  #content({ classes, hints }) {
    const { width, height } = this.image;
    return html`${this.#file.failure && !this.src ? shown(this.#file, () => nothing) : nothing}
      <bx-editor
        .src=${this.src}
        .width=${width}
        .height=${height}
        .boxes=${this.boxes}
        .suggestions=${this.suggestions}
        .classes=${classes}
        .hints=${hints}
        ?busy=${this.busy || !session.may('label')}
        @save=${(event) => this.#save(event.detail.boxes)}
        @step=${(event) => this.querySelector('bx-image-pager').step(event.detail.step)}
      ></bx-editor>
      <div class="row row--apart">
        <p class="muted small" role="status">${this.suggestionState}</p>
        ${asksForCaller() ? this.#caller() : nothing}
      </div>`;
  }

  #caller() {
    return html`<label class="row small">
      <span class="muted">${words.caller}</span>
      <input
        class="input image-page__caller"
        maxlength="200"
        autocomplete="name"
        title=${words.callerHint}
        .value=${caller() ?? ''}
        @change=${(event) => rememberCaller(event.target.value)}
      />
    </label>`;
  }
}

async function askToLeave() {
  const { title, text, confirm } = editorTexts.leave;
  return (await ask({ title, content: html`<p>${text}</p>`, confirm, danger: true })) !== undefined;
}

customElements.define('page-image-editor', ImageEditorPage);

/** One image: its labels, their history, and what the promoted model sees in it. */
import { html, nothing } from 'lit';
import { caller } from '../caller.js';
import { Component, stylesheet } from '../component.js';
import { ask } from '../components/dialog.js';
import { labelVersions } from '../components/label-history.js';
import { filePath, imageChanged, imageFilter, imagePath, imagesRemoved } from '../images/image-lists.js';
import { readImage, removeImage, saveLabels } from '../images/image-service.js';
import { suspectTexts } from '../images/suspects.js';
import { notify, notifyFailure } from '../notify.js';
import { Resource, shown } from '../resource.js';
import { navigate } from '../router.js';
import { address } from '../api.js';
import { session } from '../session.js';
import { splits } from '../texts/images.js';
import { documentTitle, texts } from '../texts/image.js';
import '../components/champion-view.js';
import '../components/image-pager.js';
import '../components/state.js';
import '../components/time.js';

await stylesheet('/style/pages/image.css');

class ImagePage extends Component {
  static properties = {
    parameters: { attribute: false },
    query: { attribute: false },
    version: { state: true },
    busy: { state: true },
  };

  #read = new Resource(this, async (signal) => {
    const image = await readImage(this.parameters.id, signal);
    document.title = documentTitle(image.source.name);
    return { image, suspicions: await suspectTexts(image, signal) };
  });

  constructor() {
    super();
    this.version = 0;
    this.busy = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(document, 'keydown', (event) => this.#key(event));
  }

  get #image() {
    return this.#read.value?.image;
  }

  #key(event) {
    const elsewhere = event.target instanceof Element && event.target.closest('input, select, textarea, dialog');
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step && !elsewhere && !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      this.querySelector('bx-image-pager')?.step(step);
    }
  }

  async #restore({ boxes }) {
    this.busy = true;
    try {
      const image = await saveLabels(this.#image.id, this.#image.version, boxes, caller());
      this.#read.change({ ...this.#read.value, image });
      this.version = 0;
      imageChanged(image);
      notify(texts.history.restored, 'good');
    } catch (failure) {
      notifyFailure(failure);
      if (failure.status === 412) {
        this.version = 0;
        await this.#read.reload();
      }
    }
    this.busy = false;
  }

  async #remove() {
    const { title, text, confirm, done } = texts.removeAsked;
    if (!(await ask({ title, content: html`<p>${text}</p>`, confirm, danger: true }))) {
      return;
    }
    try {
      await removeImage(this.#image.id, this.#image.version, caller());
      imagesRemoved([this.#image.id]);
      notify(done, 'good');
      navigate(address('/images', imageFilter(this.query)));
    } catch (failure) {
      notifyFailure(failure);
    }
  }

  render() {
    const { id } = this.parameters;
    const filter = imageFilter(this.query);
    const missing = this.#read.failure?.status === 404;
    return html`<div class="page">
      <div class="page__head">
        <h1 class="image-page__title truncate">${this.#image?.source.name ?? texts.facts.title}</h1>
        <div class="row">
          <a class="button button--small" href=${address('/images', filter)}>${texts.all}</a>
          <bx-image-pager id=${id} .filter=${filter}></bx-image-pager>
          ${session.may('label') && !missing
            ? html`<a class="button button--small button--primary" href=${imagePath(id, filter, '/edit')}>${texts.edit}</a>
                <button class="button button--small button--danger" ?disabled=${!this.#image} @click=${this.#remove}>${texts.remove}</button>`
            : nothing}
        </div>
      </div>
      ${missing ? this.#missing() : shown(this.#read, (read) => this.#content(read))}
    </div>`;
  }

  #missing() {
    const { title, text, action } = texts.missing;
    return html`<bx-state kind="empty" heading=${title} .text=${text} .action=${{ href: '/images', text: action }}></bx-state>`;
  }

  #content({ image, suspicions }) {
    const versions = labelVersions(image);
    const { boxes } = versions[this.version] ?? versions[0];
    return html`<div class="image-page__columns">
      <bx-champion-view .image=${image} .boxes=${boxes}></bx-champion-view>
      <div class="stack">
        ${image.suspect ? this.#suspect(suspicions) : nothing} ${this.#facts(image)}
        <bx-label-history
          .image=${image}
          .shown=${this.version}
          ?busy=${this.busy}
          @show=${(event) => (this.version = event.detail.index)}
          @restore=${(event) => this.#restore(event.detail)}
        ></bx-label-history>
      </div>
    </div>`;
  }

  #suspect(suspicions) {
    const { title, all } = texts.suspect;
    return html`<section class="notice notice--warning stack stack--tight" aria-label=${title}>
      <strong>${title}</strong>
      ${suspicions.map((text) => html`<p class="small">${text}</p>`)}
      <a class="small" href="/review/suspects">${all}</a>
    </section>`;
  }

  #facts(image) {
    const { facts } = texts;
    const fact = (name, value) => html`<dt>${name}</dt><dd>${value}</dd>`;
    return html`<section class="card" aria-labelledby="facts-title">
      <div class="card__head">
        <h2 id="facts-title">${facts.title}</h2>
        <a href=${filePath(image.id)} target="_blank" rel="noopener">${facts.file}</a>
      </div>
      <dl class="facts small">
        ${fact(facts.split, splits[image.split] ?? image.split)} ${fact(facts.labels, this.#classes(image))} ${fact(facts.size, facts.sizeOf(image))}
        ${fact(facts.source, html`<a href=${address('/images', { source: image.source.kind })}>${image.source.kind}</a>`)}
        ${fact(facts.added, html`<bx-time .value=${image.addedAt}></bx-time>`)}
        ${fact(facts.changed, html`<bx-time .value=${image.publishedAt}></bx-time>${image.caller ? facts.by(image.caller) : nothing}`)}
        ${fact(facts.id, html`<code class="image-page__id">${image.id}</code>`)}
      </dl>
    </section>`;
  }

  #classes({ boxes }) {
    const numbers = new Map();
    boxes.forEach(({ label }) => numbers.set(label, (numbers.get(label) ?? 0) + 1));
    if (numbers.size === 0) {
      return texts.facts.noBoxes;
    }
    return [...numbers].map(
      ([label, number]) => html`<a class="badge" href=${address('/images', { class: label })}>${label} × ${number}</a> `,
    );
  }
}

customElements.define('page-image', ImagePage);

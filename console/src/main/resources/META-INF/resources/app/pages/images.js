/** All images: filters, statistics, a grid that never ends, and what can be done with a selection. */
import { html, nothing } from 'lit';
import { api } from '../api.js';
import { Component, stylesheet } from '../component.js';
import { renameClass } from '../components/class-rename.js';
import { forgetImageLists, imageFilter, imageList, imagePath, ownRecords } from '../images/image-lists.js';
import { Selection } from '../lists/selection.js';
import { live } from '../live.js';
import { replaceQuery } from '../router.js';
import { texts } from '../texts/images.js';
import '../components/image-filters.js';
import '../components/image-grid.js';
import '../components/selection-bar.js';
import '../components/state.js';

await stylesheet('/style/pages/images.css');

/** The number of records on the log when a list was read, without those that were written from here. */
const recordsAt = new WeakMap();

class ImagesPage extends Component {
  static properties = {
    parameters: { attribute: false },
    query: { attribute: false },
    statistics: { state: true },
    panelIsLoaded: { state: true },
    renaming: { state: true },
    newer: { state: true },
  };

  #selection = new Selection();
  #filter = {};
  #classes = [];
  #list;
  #endList = () => {};
  #before = 0;
  #statisticsFailure;

  /** The same function for as long as the page is shown: another one would draw every image of the grid again. */
  #href = (item) => imagePath(item.id, this.#filter);

  connectedCallback() {
    super.connectedCallback();
    this.own(() => this.#endList());
    this.#loadStatistics();
  }

  firstUpdated() {
    this.own(live.on('counts', ({ images }) => this.#counted(images)));
  }

  async #loadStatistics() {
    try {
      this.statistics = await api.get('/api/ingest/v1/statistics');
      this.#statisticsFailure = undefined;
    } catch (failure) {
      this.#statisticsFailure = failure;
      this.requestUpdate();
    }
  }

  async #loadPanel() {
    await import('../components/data-set-statistics.js');
    this.panelIsLoaded = true;
  }

  /** What came since the list was read is offered, not pushed in; of two counts the lower one, because they may be late. */
  #counted(images) {
    const others = images - ownRecords();
    recordsAt.set(this.#list, recordsAt.get(this.#list) ?? others);
    const newer = Math.max(0, others - recordsAt.get(this.#list));
    this.newer = Math.min(newer, this.#before);
    this.#before = newer;
  }

  willUpdate(changed) {
    if (changed.has('statistics')) {
      this.#classes = this.statistics?.classes.map(({ name }) => name) ?? [];
    }
    if (changed.has('query')) {
      this.#filter = imageFilter(this.query);
      this.#use(imageList(this.#filter));
      if (this.#showsStatistics()) {
        this.#loadPanel();
      }
    }
  }

  #use(list) {
    if (list === this.#list) {
      return;
    }
    this.#endList();
    this.#list = list;
    this.newer = 0;
    const changed = () => this.requestUpdate();
    list.addEventListener('change', changed);
    this.#endList = () => list.removeEventListener('change', changed);
    this.#selection.clear();
    if (list.items.length === 0) {
      list.more();
    }
  }

  #reload() {
    forgetImageLists();
    this.#refresh();
  }

  #refresh() {
    this.#use(imageList(this.#filter));
    this.#loadStatistics();
    this.requestUpdate();
  }

  render() {
    return html`<div class="page">
      <div class="page__head">
        <h1>${texts.title}</h1>
        <div class="row">
          <span class="images__found muted" role="status">${this.#found()}</span>
          <button class="button" aria-expanded=${this.#showsStatistics()} @click=${this.#toggleStatistics}>${texts.statistics.show}</button>
        </div>
      </div>
      ${this.#showsStatistics() ? this.#panel() : nothing} ${this.#panelIsSettled() ? this.#rest() : nothing}
    </div>`;
  }

  /** What is below the statistics is not shown before them: it would jump. */
  #panelIsSettled() {
    return !this.#showsStatistics() || this.#statisticsFailure !== undefined || (this.panelIsLoaded && this.statistics !== undefined);
  }

  #rest() {
    return html`<bx-image-filters .filter=${this.#filter} .statistics=${this.statistics}></bx-image-filters>
      ${this.newer
        ? html`<div class="notice row row--apart" role="status">
            <span>${texts.newer(this.newer)}</span>
            <button class="button button--small" @click=${this.#reload}>${texts.reload}</button>
          </div>`
        : nothing}
      ${this.#content()}`;
  }

  #found() {
    const { items, total, complete, loading } = this.#list;
    if (items.length === 0 && loading) {
      return '';
    }
    return texts.found(total ?? (complete ? items.length : undefined), items.length);
  }

  #showsStatistics() {
    return this.query.get('statistics') === 'true';
  }

  #toggleStatistics() {
    replaceQuery({ statistics: this.#showsStatistics() ? undefined : 'true' });
  }

  #panel() {
    if (this.#statisticsFailure) {
      return html`<bx-state kind="error" .failure=${this.#statisticsFailure} .retry=${() => this.#loadStatistics()}></bx-state>`;
    }
    if (!this.#panelIsSettled()) {
      return html`<bx-state kind="loading"></bx-state>`;
    }
    return html`<div class="images__statistics">
      ${this.renaming ? html`<p class="notice" role="status">${this.renaming}</p>` : nothing}
      <bx-data-set-statistics .statistics=${this.statistics} @rename=${this.#rename}></bx-data-set-statistics>
    </div>`;
  }

  async #rename(event) {
    const onProgress = (text) => (this.renaming = text);
    if (await renameClass(event.detail.name, this.#classes, { signal: this.leaving(), onProgress })) {
      this.#reload();
    }
  }

  #content() {
    const { items, complete, failure } = this.#list;
    if (items.length === 0 && failure) {
      return html`<bx-state kind="error" .failure=${failure} .retry=${() => this.#list.more()}></bx-state>`;
    }
    return html`${items.length === 0 && complete ? this.#empty() : this.#grid()}
      <bx-selection-bar .list=${this.#list} .selection=${this.#selection} .classes=${this.#classes} @changed=${this.#refresh}></bx-selection-bar>`;
  }

  #grid() {
    return html`<p class="images__hint muted small">${texts.selection.hint}</p>
      <bx-image-grid
        .list=${this.#list}
        .selection=${this.#selection}
        .href=${this.#href}
        @remove=${() => this.querySelector('bx-selection-bar').removeSelected()}
      ></bx-image-grid>
      <div class="images__end">${this.#list.items.length > 0 ? this.#end() : nothing}</div>`;
  }

  #end() {
    const { items, complete, failure, full, total } = this.#list;
    if (failure) {
      return html`<bx-state kind="error" .failure=${failure} .retry=${() => this.#list.more()}></bx-state>`;
    }
    if (full) {
      return html`<p class="muted small">${texts.full(items.length, total)}</p>`;
    }
    return html`<p class="muted small">${complete ? texts.end(items.length) : texts.loadingMore}</p>`;
  }

  #empty() {
    const words = Object.keys(this.#filter).length > 0 ? texts.none : texts.empty;
    const action = { href: words === texts.none ? '/images' : '/import', text: words.action };
    return html`<bx-state kind="empty" heading=${words.title} .text=${words.text} .action=${action}></bx-state>`;
  }
}

customElements.define('page-images', ImagesPage);

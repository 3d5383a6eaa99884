/**
 * Images as a grid of which only what is seen is on the page. `list` is a CursorList, read on while one scrolls;
 * `selection` a Selection; `href` gives the address of an image. The page scrolls, not the grid. The grid has the
 * focus and names its active image, because rows are used again for other images.
 *
 * Events: `remove` (key Delete).
 */
import { html } from 'lit';
import { Component } from '../component.js';
import { columnsIn, moved, rowCount, scrollTowards } from '../lists/grid-window.js';
import { navigate } from '../router.js';
import { texts } from '../texts/images.js';
import { ImageTile } from './image-tile.js';
import { RecycledRows } from './recycled-rows.js';

const NARROWEST = 148;
const WIDEST_COLUMNS = 190;
const GAP = 10;
const CAPTION = 44;
const READ_AHEAD = 4;
const EDGE = 72;

class ImageGrid extends Component {
  static properties = {
    list: { attribute: false },
    selection: { attribute: false },
    href: { attribute: false },
  };

  #rows;
  #active = 0;
  #frame = 0;
  #heard = [];

  constructor() {
    super();
    this.href = () => '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.listen(window, 'scroll', () => this.#later(), { passive: true });
    this.listen(window, 'resize', () => this.#later(), { passive: true });
    this.own(() => this.#stop());
    this.#followWidth();
  }

  async #followWidth() {
    await this.updateComplete;
    const observer = new ResizeObserver(() => this.#arrange());
    observer.observe(this.#body());
    this.own(() => observer.disconnect());
  }

  #stop() {
    cancelAnimationFrame(this.#frame);
    this.#rows?.stop();
    this.#heard.splice(0).forEach((end) => end());
  }

  willUpdate(changed) {
    if (changed.has('list')) {
      this.#active = 0;
    }
  }

  firstUpdated() {
    this.#rows = new RecycledRows(this.#body(), () => new ImageTile());
  }

  updated(changed) {
    if (changed.has('list') || changed.has('selection')) {
      this.#heard.splice(0).forEach((end) => end());
      this.#hear(this.list, () => this.#arrange());
      this.#hear(this.selection, () => this.#mark());
    }
    this.#arrange();
  }

  #hear(target, handler) {
    target.addEventListener('change', handler);
    this.#heard.push(() => target.removeEventListener('change', handler));
  }

  /** Gives the grid the focus. */
  focus() {
    this.#body().focus({ preventScroll: true });
  }

  render() {
    return html`<div
      class="image-grid"
      role="grid"
      tabindex="0"
      aria-label=${texts.grid}
      aria-multiselectable="true"
      @keydown=${this.#key}
      @click=${this.#click}
      @focus=${() => this.#mark()}
      @blur=${() => this.#mark()}
    ></div>`;
  }

  #body() {
    return this.querySelector('.image-grid');
  }

  /** Fits columns to the width and rows to the list. */
  #arrange() {
    const body = this.#body();
    if (!body?.isConnected || !body.clientWidth) {
      return;
    }
    const { columns, columnWidth } = columnsIn(body.clientWidth, body.clientWidth < 700 ? NARROWEST : WIDEST_COLUMNS, GAP);
    const rowHeight = Math.round(columnWidth + CAPTION + GAP);
    if (columns !== this.#rows.columns || rowHeight !== this.#rows.rowHeight) {
      this.#resize(columns, rowHeight);
    }
    const count = this.list.items.length;
    this.#active = Math.max(0, Math.min(this.#active, count - 1));
    body.style.height = `${this.#rowCount() * this.#rows.rowHeight}px`;
    body.setAttribute('aria-rowcount', this.list.complete || this.list.full ? this.#rowCount() : -1);
    body.setAttribute('aria-colcount', columns);
    this.#draw(true);
  }

  #resize(columns, rowHeight) {
    const body = this.#body();
    const kept = this.#rows.columns > 0 && body.getBoundingClientRect().top < 0 ? this.#rows.firstSeen : undefined;
    this.#rows.resize(columns, rowHeight);
    body.style.setProperty('--columns', columns);
    body.style.setProperty('--row-height', `${rowHeight - GAP}px`);
    if (kept !== undefined) {
      body.style.height = `${this.#rowCount() * rowHeight}px`;
      scrollTo(0, scrollY + body.getBoundingClientRect().top + Math.floor(kept / columns) * rowHeight);
    }
  }

  #rowCount() {
    const { columns, rowHeight } = this.#rows;
    return rowCount(this.list, { columns, rowHeight, height: innerHeight });
  }

  #later() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw(false);
    });
  }

  #draw(anew) {
    if (!this.#body()?.isConnected || !this.#rows.columns) {
      return;
    }
    const rows = this.#rowCount();
    const show = (tile, index, later) => tile.show(this.list.items[index], index, { href: this.href, later });
    const end = this.#rows.draw(rows, show, anew);
    this.#mark();
    if (end + READ_AHEAD * Math.ceil(innerHeight / this.#rows.rowHeight) >= rows && !this.list.failure) {
      this.list.more();
    }
  }

  #mark() {
    const body = this.#body();
    const focused = document.activeElement === body;
    this.#rows.tiles.forEach((tile) =>
      tile.mark({ selected: Boolean(tile.item && this.selection.has(tile.item.id)), active: focused && tile.index === this.#active }),
    );
    body.classList.toggle('image-grid--selecting', this.selection.size > 0);
    if (this.list.items.length > 0 && this.#rows.has(this.#active)) {
      body.setAttribute('aria-activedescendant', `image-grid-${this.#active}`);
    } else {
      body.removeAttribute('aria-activedescendant');
    }
  }

  #click(event) {
    const tile = event.target.closest('.image-grid__cell')?.tile;
    if (!tile?.item) {
      return;
    }
    this.#active = tile.index;
    const check = event.target.matches('.image-grid__check');
    if (event.shiftKey) {
      event.preventDefault();
      this.selection.extend(this.list.items, tile.index);
    } else if (check || event.ctrlKey || event.metaKey) {
      if (!check) {
        event.preventDefault();
      }
      this.selection.toggle(tile.item.id, tile.index);
    } else {
      return;
    }
    this.focus();
    this.#mark();
  }

  #key(event) {
    const { items } = this.list;
    const item = items[this.#active];
    const control = event.ctrlKey || event.metaKey;
    if (event.altKey || !item) {
      return;
    }
    if (control && event.key.toLowerCase() === 'a') {
      this.selection.add(items);
    } else if (event.key === ' ') {
      this.selection.toggle(item.id, this.#active);
    } else if (event.key === 'Enter') {
      navigate(this.href(item));
    } else if (event.key === 'Escape' && this.selection.size > 0) {
      this.selection.clear();
    } else if (event.key === 'Delete') {
      this.dispatchEvent(new CustomEvent('remove', { bubbles: true }));
    } else if (!this.#move(event)) {
      return;
    }
    event.preventDefault();
  }

  #move(event) {
    const page = Math.max(1, Math.floor(innerHeight / this.#rows.rowHeight));
    const to = moved(event.key, { index: this.#active, count: this.list.items.length, columns: this.#rows.columns, page });
    if (to === undefined) {
      return false;
    }
    if (event.shiftKey) {
      this.selection.extend(this.list.items, to);
    } else {
      this.selection.begin(to);
    }
    this.#active = to;
    this.#reveal();
    this.#mark();
    return true;
  }

  /** Scrolls just as far that the active image is seen. */
  #reveal() {
    const { columns, rowHeight } = this.#rows;
    const top = this.#body().getBoundingClientRect().top + Math.floor(this.#active / columns) * rowHeight;
    const distance = scrollTowards({ top, bottom: top + rowHeight }, { height: innerHeight, edge: EDGE });
    scrollBy({ top: distance, behavior: 'instant' });
    this.#draw(false);
  }
}

customElements.define('bx-image-grid', ImageGrid);

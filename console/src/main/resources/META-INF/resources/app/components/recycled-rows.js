/**
 * The rows of a grid that are on the page: those that are seen and a few more. A row that is scrolled out of sight is
 * used again for one that comes into sight, with its tiles.
 */
import { rowsIn } from '../lists/grid-window.js';

const SPARE_ROWS = 2;
const FAST = 1.2;
const CALM_AFTER = 90;

export class RecycledRows {
  columns = 0;
  rowHeight = 1;

  #body;
  #createTile;
  #rows = new Map();
  #spare = [];
  #top = undefined;
  #calm = 0;

  /**
   * @param {HTMLElement} body of the grid
   * @param {() => {element: HTMLElement, index: number, show: Function, complete: Function}} createTile
   */
  constructor(body, createTile) {
    this.#body = body;
    this.#createTile = createTile;
  }

  /** All tiles on the page. */
  get tiles() {
    return [...this.#rows.values()].flatMap((element) => element.tiles);
  }

  /** Whether the row of an item is on the page. */
  has(index) {
    return this.#rows.has(Math.floor(index / this.columns));
  }

  /** Begins anew with other columns. */
  resize(columns, rowHeight) {
    this.columns = columns;
    this.rowHeight = rowHeight;
    this.#rows.clear();
    this.#spare = [];
    this.#top = undefined;
    this.#body.replaceChildren();
  }

  /** The item at the upper left corner of what is seen. */
  get firstSeen() {
    return Math.max(0, Math.floor(this.#distance() / this.rowHeight)) * this.columns;
  }

  /**
   * Brings the rows that are seen onto the page.
   *
   * @param {number} count of rows
   * @param {(tile: object, index: number, later: boolean) => void} show later: scrolling is, or was a moment ago, too
   *     fast to see the tile
   * @param {boolean} anew also shows those again that are there already
   * @returns {number} the row after the last one
   */
  draw(count, show, anew) {
    const top = this.#distance();
    const fast = this.#top !== undefined && Math.abs(top - this.#top) > FAST * innerHeight;
    const later = fast || this.#calm !== 0;
    this.#top = top;
    const { first, last } = rowsIn({ top, height: innerHeight, rowHeight: this.rowHeight, rows: count, spare: SPARE_ROWS });
    for (const [row, element] of this.#rows) {
      if (row < first || row >= last) {
        this.#rows.delete(row);
        this.#spare.push(element);
      }
    }
    for (let row = first; row < last; row += 1) {
      const there = this.#rows.get(row);
      if (!there || anew) {
        this.#place(there ?? this.#use(row), row, (tile, index) => show(tile, index, later));
      }
    }
    this.#spare.forEach((element) => {
      element.hidden = true;
    });
    if (fast) {
      this.#completeWhenCalm();
    }
    return last;
  }

  stop() {
    clearTimeout(this.#calm);
    this.#calm = 0;
  }

  #distance() {
    return -this.#body.getBoundingClientRect().top;
  }

  #use(row) {
    const element = this.#spare.pop() ?? this.#create();
    element.hidden = false;
    this.#rows.set(row, element);
    return element;
  }

  #create() {
    const element = document.createElement('div');
    element.className = 'image-grid__row';
    element.setAttribute('role', 'row');
    element.tiles = Array.from({ length: this.columns }, this.#createTile);
    element.tiles.forEach((tile, column) => tile.element.setAttribute('aria-colindex', column + 1));
    element.append(...element.tiles.map((tile) => tile.element));
    this.#body.append(element);
    return element;
  }

  #place(element, row, show) {
    if (element.row !== row) {
      element.row = row;
      element.style.transform = `translateY(${row * this.rowHeight}px)`;
      element.setAttribute('aria-rowindex', row + 1);
    }
    element.tiles.forEach((tile, column) => show(tile, row * this.columns + column));
  }

  #completeWhenCalm() {
    clearTimeout(this.#calm);
    this.#calm = setTimeout(() => {
      this.#calm = 0;
      this.tiles.forEach((tile) => tile.complete());
    }, CALM_AFTER);
  }
}

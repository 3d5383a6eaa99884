/** The arithmetic of a grid of which only what is seen is on the page. Lengths are in CSS pixels. */

/**
 * How many columns fit and how wide each is.
 *
 * @param {number} width of the grid
 * @param {number} narrowest width of a column
 * @param {number} gap between columns
 * @returns {{columns: number, columnWidth: number}}
 */
export function columnsIn(width, narrowest, gap) {
  const columns = Math.max(1, Math.floor((width + gap) / (narrowest + gap)));
  return { columns, columnWidth: Math.max(0, (width - gap * (columns - 1)) / columns) };
}

/**
 * The rows to have on the page.
 *
 * @param {{top: number, height: number, rowHeight: number, rows: number, spare: number}} view top: how far the upper
 *     edge of the window is below that of the grid; height of the window; spare: rows to add above and below
 * @returns {{first: number, last: number}} last is not included
 */
export function rowsIn({ top, height, rowHeight, rows, spare }) {
  const first = Math.floor(top / rowHeight) - spare;
  const last = Math.ceil((top + height) / rowHeight) + spare;
  return { first: bounded(first, rows), last: bounded(last, rows) };
}

/**
 * The rows that the grid has: those of the list, and one that shows that it goes on; a window full of them before
 * anything is there.
 *
 * @param {{items: object[], complete: boolean, full?: boolean, failure?: Error}} list
 * @param {{columns: number, rowHeight: number, height: number}} view height of the window
 * @returns {number}
 */
export function rowCount({ items, complete, full, failure }, { columns, rowHeight, height }) {
  if (items.length === 0) {
    return complete ? 0 : Math.ceil(height / rowHeight);
  }
  return Math.ceil(items.length / columns) + (complete || full || failure ? 0 : 1);
}

/**
 * How far to scroll, just so that a row is seen.
 *
 * @param {{top: number, bottom: number}} row where it is in the window
 * @param {{height: number, edge: number}} view height of the window, and what is kept free above and below
 * @returns {number} 0 if it is seen
 */
export function scrollTowards({ top, bottom }, { height, edge }) {
  if (top < edge) {
    return top - edge;
  }
  return Math.max(0, bottom - height + edge);
}

/**
 * Where a key leads.
 *
 * @param {string} key of the keyboard event
 * @param {{index: number, count: number, columns: number, page: number}} grid page: rows in the window
 * @returns {number | undefined} undefined if the key does not move
 */
export function moved(key, { index, count, columns, page }) {
  const last = count - 1;
  const to = {
    ArrowLeft: index - 1,
    ArrowRight: index + 1,
    ArrowUp: index < columns ? index : index - columns,
    ArrowDown: index + columns > last && sameRow(index, last, columns) ? index : index + columns,
    PageUp: index - columns * page,
    PageDown: index + columns * page,
    Home: 0,
    End: last,
  }[key];
  return to === undefined || count === 0 ? undefined : Math.min(last, Math.max(0, to));
}

function sameRow(one, other, columns) {
  return Math.floor(one / columns) === Math.floor(other / columns);
}

function bounded(row, rows) {
  return Math.min(rows, Math.max(0, row));
}

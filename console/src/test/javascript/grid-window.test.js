import { columnsIn, moved, rowCount, rowsIn, scrollTowards } from '/app/lists/grid-window.js';
import { assert, test } from './testing.js';

test('as many columns as fit share the width', () => {
  assert.equal(columnsIn(1000, 190, 10), { columns: 5, columnWidth: 192 });
  assert.equal(columnsIn(990, 190, 10), { columns: 5, columnWidth: 190 });
  assert.equal(columnsIn(100, 190, 10), { columns: 1, columnWidth: 100 });
});

test('only the rows that are seen and some spare ones are on the page', () => {
  assert.equal(rowsIn({ top: 1000, height: 500, rowHeight: 100, rows: 10_000, spare: 2 }), { first: 8, last: 17 });
});

test('no rows before the first and after the last', () => {
  assert.equal(rowsIn({ top: -300, height: 500, rowHeight: 100, rows: 10, spare: 2 }), { first: 0, last: 4 });
  assert.equal(rowsIn({ top: 900, height: 500, rowHeight: 100, rows: 10, spare: 2 }), { first: 7, last: 10 });
  assert.equal(rowsIn({ top: -900, height: 500, rowHeight: 100, rows: 10, spare: 2 }), { first: 0, last: 0 });
});

test('keys lead through the grid', () => {
  const grid = { index: 6, count: 12, columns: 5, page: 1 };
  const to = (key, change = {}) => moved(key, { ...grid, ...change });
  assert.equal(to('ArrowLeft'), 5);
  assert.equal(to('ArrowRight'), 7);
  assert.equal(to('ArrowUp'), 1);
  assert.equal(to('ArrowDown'), 11);
  assert.equal(to('Home'), 0);
  assert.equal(to('End'), 11);
  assert.equal(to('x'), undefined);
});

test('keys stay in the grid', () => {
  const to = (key, index) => moved(key, { index, count: 12, columns: 5, page: 4 });
  assert.equal(to('ArrowLeft', 0), 0);
  assert.equal(to('ArrowUp', 3), 3);
  assert.equal(to('ArrowDown', 8), 11);
  assert.equal(to('ArrowDown', 10), 10);
  assert.equal(to('PageUp', 7), 0);
  assert.equal(to('PageDown', 1), 11);
  assert.equal(moved('End', { index: 0, count: 0, columns: 5, page: 1 }), undefined);
});

test('a list that goes on has one row more, and a window full before anything is there', () => {
  const view = { columns: 5, rowHeight: 200, height: 900 };
  const items = (count) => Array.from({ length: count }, () => ({}));
  assert.equal(rowCount({ items: items(11), complete: false }, view), 4);
  assert.equal(rowCount({ items: items(11), complete: true }, view), 3);
  assert.equal(rowCount({ items: items(11), complete: false, failure: new Error() }, view), 3);
  assert.equal(rowCount({ items: items(11), complete: false, full: true }, view), 3);
  assert.equal(rowCount({ items: [], complete: false }, view), 5);
  assert.equal(rowCount({ items: [], complete: true }, view), 0);
});

test('a row is scrolled to just as far that it is seen', () => {
  const view = { height: 900, edge: 70 };
  assert.equal(scrollTowards({ top: 20, bottom: 220 }, view), -50);
  assert.equal(scrollTowards({ top: 700, bottom: 900 }, view), 70);
  assert.equal(scrollTowards({ top: 70, bottom: 270 }, view), 0);
});

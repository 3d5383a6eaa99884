import { boxAt, boxBetween, handleAt, movedBy, overlap, resizedBy, sameBoxes, uncovered } from '/app/labels/geometry.js';
import { assert, test } from './testing.js';

const size = { width: 100, height: 50 };
const box = (xMin, yMin, xMax, yMax, label = 'dog') => ({ label, xMin, yMin, xMax, yMax });

test('a box is drawn in any direction, on whole pixels, inside the image', () => {
  assert.equal(boxBetween({ x: 30.4, y: 40.6 }, { x: 10.2, y: 5 }, size), { xMin: 10, yMin: 5, xMax: 30, yMax: 41 });
  assert.equal(boxBetween({ x: -20, y: -1 }, { x: 400, y: 80 }, size), { xMin: 0, yMin: 0, xMax: 100, yMax: 50 });
});

test('a box that is drawn has an area, also at the border', () => {
  assert.equal(boxBetween({ x: 10, y: 10 }, { x: 10, y: 10 }, size), { xMin: 10, yMin: 10, xMax: 11, yMax: 11 });
  assert.equal(boxBetween({ x: 100, y: 50 }, { x: 120, y: 70 }, size), { xMin: 99, yMin: 49, xMax: 100, yMax: 50 });
});

test('a box is moved up to the border and keeps its size', () => {
  assert.equal(movedBy(box(10, 10, 30, 20), 5, -3, size), box(15, 7, 35, 17));
  assert.equal(movedBy(box(10, 10, 30, 20), 500, 500, size), box(80, 40, 100, 50));
  assert.equal(movedBy(box(10, 10, 30, 20), -500, -500, size), box(0, 0, 20, 10));
});

test('each handle moves its sides only', () => {
  const start = box(20, 20, 40, 40);
  assert.equal(resizedBy(start, 'nw', -5, -6, size), box(15, 14, 40, 40));
  assert.equal(resizedBy(start, 'n', -5, -6, size), box(20, 14, 40, 40));
  assert.equal(resizedBy(start, 'ne', 5, -6, size), box(20, 14, 45, 40));
  assert.equal(resizedBy(start, 'e', 5, 6, size), box(20, 20, 45, 40));
  assert.equal(resizedBy(start, 'se', 5, 6, size), box(20, 20, 45, 46));
  assert.equal(resizedBy(start, 's', 5, 6, size), box(20, 20, 40, 46));
  assert.equal(resizedBy(start, 'sw', -5, 6, size), box(15, 20, 40, 46));
  assert.equal(resizedBy(start, 'w', -5, 6, size), box(15, 20, 40, 40));
});

test('a handle stops at the opposite side and at the border', () => {
  const start = box(20, 20, 40, 40);
  assert.equal(resizedBy(start, 'se', -300, -300, size), box(20, 20, 21, 21));
  assert.equal(resizedBy(start, 'nw', 300, 300, size), box(39, 39, 40, 40));
  assert.equal(resizedBy(start, 'se', 300, 300, size), box(20, 20, 100, 50));
  assert.equal(resizedBy(start, 'nw', -300, -300, size), box(0, 0, 40, 40));
});

test('the nearest handle is found, a corner before a side', () => {
  const start = box(20, 20, 40, 40);
  assert.equal(handleAt(start, { x: 21, y: 19 }, 3), 'nw');
  assert.equal(handleAt(start, { x: 40, y: 30 }, 3), 'e');
  assert.equal(handleAt(start, { x: 30, y: 30 }, 3), undefined);
  assert.equal(handleAt(box(20, 20, 21, 21), { x: 21, y: 21 }, 8), 'se');
});

test('a click selects the smallest box, and the next larger one the next time', () => {
  const large = box(0, 0, 90, 50);
  const small = box(10, 10, 20, 20);
  assert.equal(boxAt([large, small], { x: 15, y: 15 }, 0), small);
  assert.equal(boxAt([large, small], { x: 15, y: 15 }, 0, small), large);
  assert.equal(boxAt([large, small], { x: 15, y: 15 }, 0, large), small);
  assert.equal(boxAt([small], { x: 25, y: 15 }, 0), undefined);
  assert.equal(boxAt([small], { x: 22, y: 15 }, 3), small);
});

test('overlap is intersection over union', () => {
  assert.close(overlap(box(0, 0, 10, 10), box(5, 0, 15, 10)), 50 / 150);
  assert.close(overlap(box(0, 0, 10, 10), box(0, 0, 10, 10)), 1);
  assert.equal(overlap(box(0, 0, 10, 10), box(10, 0, 20, 10)), 0);
  assert.equal(overlap(box(0, 0, 0, 0), box(0, 0, 0, 0)), 0);
});

test('a suggestion that a box of its class covers is left out', () => {
  const suggestions = [box(0, 0, 10, 10), box(0, 0, 10, 10, 'cat'), box(50, 0, 60, 10)];
  assert.equal(uncovered(suggestions, [box(1, 0, 10, 10)]), [suggestions[1], suggestions[2]]);
});

test('lists of boxes are the same if all fields and the order are', () => {
  assert.ok(sameBoxes([box(1, 2, 3, 4)], [{ ...box(1, 2, 3, 4), difficult: false }]));
  assert.ok(!sameBoxes([box(1, 2, 3, 4)], [{ ...box(1, 2, 3, 4), difficult: true }]));
  assert.ok(!sameBoxes([box(1, 2, 3, 4)], [box(1, 2, 3, 5)]));
  assert.ok(!sameBoxes([box(1, 2, 3, 4)], [box(1, 2, 3, 4, 'cat')]));
  assert.ok(!sameBoxes([box(1, 2, 3, 4)], []));
});

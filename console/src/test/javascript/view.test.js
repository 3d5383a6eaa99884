import { fitted, panned, revealing, toImage, toWindow, visiblePart, zoomed } from '/app/labels/view.js';
import { assert, test } from './testing.js';

const image = { width: 1000, height: 500 };
const frame = { width: 548, height: 448 };

test('a fitted image is seen as a whole, in the middle', () => {
  const view = fitted(image, frame);
  assert.close(view.scale, 0.5);
  assert.equal([view.x, view.y], [24, 99]);
  assert.equal(visiblePart(view, image, frame), { xMin: 0, yMin: 0, xMax: 1000, yMax: 500 });
});

test('what is under the pointer stays there while one zooms', () => {
  const point = { x: 200, y: 220 };
  const view = fitted(image, frame);
  const before = toImage(view, point);
  const closer = zoomed(view, 4, point, image, frame);
  assert.close(closer.scale, 2);
  assert.close(toImage(closer, point).x, before.x, 1e-6);
  assert.close(toImage(closer, point).y, before.y, 1e-6);
});

test('zoom has bounds', () => {
  let view = fitted(image, frame);
  for (let step = 0; step < 50; step += 1) {
    view = zoomed(view, 2, { x: 100, y: 100 }, image, frame);
  }
  assert.equal(view.scale, 40);
  for (let step = 0; step < 50; step += 1) {
    view = zoomed(view, 0.5, { x: 100, y: 100 }, image, frame);
  }
  assert.close(view.scale, 0.25);
});

test('the image cannot be lost by panning', () => {
  const view = panned(zoomed(fitted(image, frame), 10, { x: 0, y: 0 }, image, frame), 1e6, -1e6, image, frame);
  const seen = visiblePart(view, image, frame);
  assert.ok(seen.xMax - seen.xMin > 50 && seen.yMax - seen.yMin > 40);
});

test('points go to the image and back', () => {
  const view = { scale: 3, x: -70, y: 12 };
  assert.equal(toImage(view, toWindow(view, { x: 17, y: 5 })), { x: 17, y: 5 });
});

test('a box is brought into the window', () => {
  const view = zoomed(fitted(image, frame), 8, { x: 24, y: 99 }, image, frame);
  const box = { xMin: 900, yMin: 400, xMax: 950, yMax: 450 };
  const seen = visiblePart(revealing(view, box, image, frame), image, frame);
  assert.ok(seen.xMin <= 900 && seen.xMax >= 950 && seen.yMin <= 400 && seen.yMax >= 450, JSON.stringify(seen));
  const there = revealing(view, box, image, frame);
  assert.equal(revealing(there, box, image, frame), there);
});

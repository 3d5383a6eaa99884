import { annotation, imageId, imageOf, reaching, start, thresholdOf } from '/app/detection/detections.js';
import { assert, test } from './testing.js';

const box = (label, score) => ({ label, score, xMin: 1, yMin: 2, xMax: 3, yMax: 4 });
const boxes = [box('cat', 0.35), box('dog', 0.9), box('dog', 0.35), box('cat', 0.05)];
const served = { overall: 0.4, perClass: { cat: 0.3 } };

test('a class has its own threshold, else that of all classes; the slider has one for all', () => {
  assert.equal(['cat', 'dog'].map((label) => thresholdOf(served, label)), [0.3, 0.4]);
  assert.equal(thresholdOf(0.7, 'cat'), 0.7);
  assert.equal(thresholdOf({ overall: 0.5 }, 'cat'), 0.5);
});

test('boxes that reach the threshold are shown, best first', () => {
  assert.equal(
    reaching(boxes, served).map(({ label, score }) => [label, score]),
    [['dog', 0.9], ['cat', 0.35]],
  );
  assert.equal(reaching(boxes, 0).length, 4);
  assert.equal(reaching(boxes, 0.9).length, 1);
});

test('the editor begins with the shown boxes, and weaker ones are suggestions', () => {
  const begun = start(boxes, served);
  assert.equal(begun.boxes.map(({ label }) => label), ['dog', 'cat']);
  assert.equal(begun.suggestions, [box('dog', 0.35)]);
});

test('an annotation has no scores', () => {
  assert.equal(annotation([box('cat', 0.5)]), {
    boxes: [{ label: 'cat', xMin: 1, yMin: 2, xMax: 3, yMax: 4, difficult: false }],
  });
});

test('the id of an image is the SHA-256 of its bytes', async () => {
  assert.equal(await imageId(new Blob(['abc'])), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('of several files the image is taken', () => {
  const files = [{ type: 'text/plain' }, { type: 'image/png' }];
  assert.equal(imageOf({ files }), { type: 'image/png' });
  assert.equal(imageOf({ files: [] }), undefined);
  assert.equal(imageOf(null), undefined);
});

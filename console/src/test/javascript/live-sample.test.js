import { Sample } from '/app/live/sample.js';
import { assert, test } from './testing.js';

const detection = (number, key = 'camera') => ({ id: `d-${number}`, key, at: new Date(number * 1000).toISOString() });
const newest = (from, count) => Array.from({ length: count }, (_, index) => detection(from - index));
const ids = (items) => items.map(({ id }) => id);

test('a sample begins with as many as fit', () => {
  assert.equal(new Sample().take(newest(100, 48)).length, 24);
});

test('a fast topic changes few at once and never shows more', () => {
  const sample = new Sample();
  sample.take(newest(100, 48));
  const shown = sample.take(newest(1000, 48));
  assert.equal(shown.length, 24);
  assert.equal(ids(shown).slice(0, 7), ['d-1000', 'd-999', 'd-998', 'd-997', 'd-996', 'd-995', 'd-100']);
});

test('what is shown does not come again, and nothing older comes later', () => {
  const sample = new Sample();
  sample.take([detection(5), detection(3)]);
  assert.equal(ids(sample.take([detection(6), detection(5), detection(4), detection(3)])), ['d-6', 'd-5', 'd-3']);
});

test('the number of keys is bounded', () => {
  const sample = new Sample();
  for (let number = 0; number < 300; number++) {
    sample.take([detection(number, `key ${number}`)]);
  }
  assert.equal(sample.keys.length, 50);
  assert.equal(sample.keys[0], 'key 299');
});

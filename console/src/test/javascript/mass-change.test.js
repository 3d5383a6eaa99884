import { changeEach, withClass } from '/app/images/mass-change.js';
import { assert, test } from './testing.js';

test('a failure does not keep the others from being changed', async () => {
  const progress = [];
  const { done, failed } = await changeEach(
    [1, 2, 3, 4, 5, 6],
    async (item) => {
      if (item === 2) {
        throw new Error('no');
      }
      return item * 10;
    },
    { onProgress: (count) => progress.push(count) },
  );
  assert.equal(done.map(({ result }) => result).sort(), [10, 30, 40, 50, 60]);
  assert.equal(failed.map(({ item, failure }) => [item, failure.message]), [[2, 'no']]);
  assert.equal(progress, [1, 2, 3, 4, 5, 6]);
});

test('after a stop no further item is begun', async () => {
  const stop = new AbortController();
  const begun = [];
  await changeEach(
    Array.from({ length: 100 }, (_, index) => index),
    async (item) => {
      begun.push(item);
      stop.abort();
    },
    { signal: stop.signal },
  );
  assert.ok(begun.length <= 4, `${begun.length} were begun`);
});

test('boxes of one class, or all, get another', () => {
  const boxes = [{ label: 'dog', xMin: 1 }, { label: 'cat' }, { label: 'wolf' }];
  assert.equal(withClass(boxes, 'dog', 'wolf'), { boxes: [{ label: 'wolf', xMin: 1 }, { label: 'cat' }, { label: 'wolf' }], changed: 1 });
  assert.equal(withClass(boxes, '', 'wolf').changed, 2);
  assert.equal(boxes[0].label, 'dog');
});

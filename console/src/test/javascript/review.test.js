import { exampleEntry, quarantineEntry, suspectEntry } from '/app/review/entries.js';
import { PagedQueue } from '/app/review/paged-queue.js';
import { countedExamples, filtersOf, queues } from '/app/review/queues.js';
import { Selection } from '/app/review/selection.js';
import { reasonAdvice, reasonName } from '/app/texts/review.js';
import { assert, test } from './testing.js';

const ids = (paged) => paged.entries.map(({ id }) => id).join('');
const entries = (text) => [...text].map((id) => ({ id }));

/** Pages by the value of `after`, and what was asked for. */
function paged(pages) {
  const asked = [];
  const queue = new PagedQueue(async (after) => {
    asked.push(after);
    if (pages[after ?? ''] instanceof Error) {
      throw pages[after ?? ''];
    }
    return pages[after ?? ''];
  });
  return { queue, asked };
}

test('a queue is loaded page by page, and empty pages are passed over', async () => {
  const { queue, asked } = paged({
    '': { entries: entries('ab'), next: 'p2' },
    p2: { entries: [], next: 'p3' },
    p3: { entries: entries('bc') },
  });

  await queue.more();
  assert.equal([ids(queue), queue.complete, queue.total], ['ab', false, undefined]);
  await queue.more();
  assert.equal([ids(queue), queue.complete, queue.total], ['abc', true, 3]);
  await queue.more();
  assert.equal(asked, [undefined, 'p2', 'p3']);
});

test('a page that fails can be loaded again', async () => {
  const pages = { '': new Error('away') };
  const { queue } = paged(pages);

  await queue.more();
  assert.equal([queue.failure.message, queue.begun, queue.complete], ['away', false, false]);
  pages[''] = { entries: entries('a') };
  await queue.more();
  assert.equal([ids(queue), queue.failure], ['a', undefined]);
});

test('an entry has neighbours, and takes no place when it has gone', async () => {
  const { queue } = paged({ '': { entries: entries('abc'), total: 7, next: 'p2' } });
  await queue.more();

  assert.equal(queue.neighbours('b'), { previous: { id: 'a' }, next: { id: 'c' }, position: 2 });
  queue.remove(['b', 'x']);
  assert.equal([ids(queue), queue.total], ['ac', 6]);
  assert.equal(queue.neighbours('a'), { previous: undefined, next: { id: 'c' }, position: 1 });
  assert.equal(queue.neighbours('b'), { previous: undefined, next: { id: 'a' }, position: 0 });
});

test('an entry is looked for in the pages that follow', async () => {
  const { queue, asked } = paged({ '': { entries: entries('a'), next: '2' }, 2: { entries: entries('b'), next: '3' }, 3: { entries: entries('c') } });

  assert.equal(await queue.find('b', 5), { id: 'b' });
  assert.equal(asked.length, 2);
  assert.equal(await queue.find('z', 5), undefined);
});

test('a range is selected from where it began', () => {
  const selection = new Selection();
  const order = [...'abcdef'];

  selection.toggle('b');
  selection.extend(order, 'x', 'd');
  assert.equal(selection.ids().sort().join(''), 'bcd');
  selection.extend(order, 'x', 'a');
  assert.equal(selection.ids().sort().join(''), 'abcd');
  selection.toggle('c');
  assert.equal([selection.has('c'), selection.size], [false, 3]);
  selection.retain(['a', 'f']);
  assert.equal(selection.ids(), ['a']);
});

test('a range without a beginning starts at the entry that has the keyboard', () => {
  const selection = new Selection();

  selection.extend([...'abcd'], 'c', 'b');

  assert.equal(selection.ids().sort().join(''), 'bc');
});

test('only images that can be decoded have thumbnails', () => {
  const rejection = { id: 'r/1', reason: 'empty-box', detail: 'd', source: { kind: 'upload', name: 'a.jpg' }, original: { size: 3 }, at: '' };

  assert.equal(quarantineEntry(rejection).thumbnail, '/api/ingest/v1/rejected-images/r%2F1/thumbnail?size=128');
  assert.equal(quarantineEntry({ ...rejection, reason: 'truncated-image' }).thumbnail, undefined);
  assert.equal(quarantineEntry({ ...rejection, original: undefined }).thumbnail, undefined);
});

test('a suspect is named by its image, or by its classes', () => {
  const suspect = { id: 's', reason: 'wrong-class', alsoReasons: ['extra-label'], score: 0.9, boxes: [{ label: 'hat' }], proposals: [{ label: 'cap', score: 0.8 }] };

  const entry = suspectEntry({ ...suspect, imageId: '0123456789abcdef' });
  assert.equal([entry.name, entry.reasons, entry.text], ['0123456789ab', ['wrong-class', 'extra-label'], 'Labelled: 1 × hat. The model finds cap 80 %.']);
  const names = suspectEntry({ ...suspect, reason: 'similar-class-names', alsoReasons: [], classes: ['hat', 'Hat'] });
  assert.equal([names.name, names.thumbnail], ['hat / Hat', undefined]);
});

test('a hard example is named by the key of its request', () => {
  const example = { id: 'e', reasons: ['nothing-found'], boxes: [], score: 0.5, publishedAt: '' };

  assert.equal(exampleEntry({ ...example, request: { key: 'camera-7' } }).name, 'camera-7');
  assert.equal(exampleEntry(example).name, 'e');
});

test('hard examples are counted as far as one page goes', () => {
  const items = [{ reasons: ['nothing-found'] }, { reasons: ['nothing-found', 'low-confidence'] }];

  assert.equal(countedExamples({ items }), { total: '2', reasons: { 'low-confidence': 1, 'nothing-found': 2 } });
  assert.equal(countedExamples({ items, next: 'x' }).total, '2+');
});

test('a queue reads its own filters from the address', () => {
  const query = new URLSearchParams('reason=empty-box&source=upload&split=val&class=');

  assert.equal(filtersOf(queues.quarantine, query), { reason: 'empty-box', source: 'upload' });
  assert.equal(filtersOf(queues.suspects, query), { reason: 'empty-box', split: 'val' });
});

test('a reason that the console does not know is shown by its code', () => {
  assert.equal([reasonName('empty-box'), reasonName('new-reason'), reasonAdvice('new-reason')], ['Empty box', 'new-reason', '']);
});

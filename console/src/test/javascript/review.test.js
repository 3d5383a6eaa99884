import { CursorList } from '/app/lists/cursor-list.js';
import { exampleEntry, quarantineEntry, suspectEntry } from '/app/review/entries.js';
import { filtersOf, neighbours, openQueue, queues } from '/app/review/queues.js';
import { reasonAdvice, reasonName } from '/app/texts/review.js';
import { assert, test } from './testing.js';

test('an entry has neighbours in what has been read', async () => {
  const list = new CursorList(async () => ({ items: [...'abc'].map((id) => ({ id })), next: 'more' }));
  await list.more();

  assert.equal(neighbours(list, 'b'), { previous: { id: 'a' }, next: { id: 'c' }, position: 2 });
  list.remove(['b']);
  assert.equal(neighbours(list, 'a'), { previous: undefined, next: { id: 'c' }, position: 1 });
  assert.equal(neighbours(list, 'b'), { previous: undefined, next: { id: 'a' }, position: 0 });
});

test('the list and the editor share a queue until its filters change', async () => {
  const list = openQueue(queues.suspects, { reason: 'duplicate' });

  assert.ok(openQueue(queues.suspects, { reason: 'duplicate' }) === list);
  assert.ok(openQueue(queues.suspects, {}) !== list);
  const other = openQueue(queues.quarantine, {});
  assert.ok(openQueue(queues.quarantine, {}, { anew: true }) !== other);
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
  assert.equal(exampleEntry({ ...example, request: { key: '' } }).name, 'e');
  assert.equal(exampleEntry(example).name, 'e');
});

test('hard examples are counted by the service', async () => {
  globalThis.fetch = async (path) => new Response(JSON.stringify(path === '/api/ingest/v1/hard-examples/summary' ? { total: 1234, reasons: { 'nothing-found': 1200 } } : {}));

  assert.equal(await queues['hard-examples'].summary(), { total: '1234', reasons: { 'nothing-found': 1200 } });
});

test('a queue reads its own filters from the address', () => {
  const query = new URLSearchParams('reason=empty-box&source=upload&split=val&class=');

  assert.equal(filtersOf(queues.quarantine, query), { reason: 'empty-box', source: 'upload' });
  assert.equal(filtersOf(queues.suspects, query), { reason: 'empty-box', split: 'val' });
});

test('a reason that the console does not know is shown by its code', () => {
  assert.equal([reasonName('empty-box'), reasonName('new-reason'), reasonAdvice('new-reason')], ['Empty box', 'new-reason', '']);
});

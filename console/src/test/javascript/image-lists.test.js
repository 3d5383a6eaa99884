import { imageChanged, imageFilter, imageList, imagePath, imagesRemoved, ownRecords } from '/app/images/image-lists.js';
import { neighbours } from '/app/images/neighbours.js';
import { assert, test } from './testing.js';

const asked = [];
const image = (id) => ({ id, width: 4, height: 3, boxes: [], split: 'val', source: { kind: 'upload', name: `${id}.jpg` }, version: '1', format: 'jpeg' });

/** Three pages of two images. */
globalThis.fetch = async (path) => {
  const query = new URL(path, location.href).searchParams;
  asked.push(Object.fromEntries(query));
  const after = Number(query.get('after') ?? 0);
  const items = [image(`a${after}`), image(`b${after}`)];
  return new Response(JSON.stringify({ items, next: after < 2 ? String(after + 1) : null, total: 6 }));
};

test('a filter is the part of the query that chooses images', () => {
  const query = new URLSearchParams('class=%3Cb%3E&split=&statistics=true&boxes=none');
  assert.equal(imageFilter(query), { class: '<b>', boxes: 'none' });
  assert.equal(imagePath('a/b', { class: '<b>' }, '/edit'), '/images/a%2Fb/edit?class=%3Cb%3E');
});

test('the list of a filter is kept as far as it was read', async () => {
  const list = imageList({ class: 'dog' });
  await list.more();
  assert.ok(imageList({ class: 'dog' }) === list);
  assert.ok(imageList({ class: 'cat' }) !== list);
  assert.equal(asked[0], { class: 'dog', limit: '200' });
  assert.equal(Object.keys(list.items[0]).sort(), ['boxes', 'height', 'id', 'name', 'split', 'suspect', 'version', 'width']);
});

test('neighbours are found on later pages', async () => {
  const filter = { split: 'val' };
  const around = async (id) => {
    const found = await neighbours(id, filter);
    return found && [found.index, found.previous?.id, found.next?.id];
  };
  assert.equal(await around('a0'), [0, undefined, 'b0']);
  assert.equal(await around('b1'), [3, 'a1', 'a2']);
  assert.equal(await around('b2'), [5, 'a2', undefined]);
  assert.equal(await around('x'), undefined);
});

test('own changes are in every list, and are counted', async () => {
  const [one, other] = [imageList({ text: 'one' }), imageList({ text: 'other' })];
  await Promise.all([one.more(), other.more()]);
  const before = ownRecords();
  imageChanged({ ...image('a0'), version: '2' });
  assert.equal([one.items[0].version, other.items[0].version], ['2', '2']);
  imagesRemoved(['a0', 'b0']);
  assert.equal([one.items, other.total, ownRecords() - before], [[], 4, 3]);
});

import { CursorList } from '/app/lists/cursor-list.js';
import { assert, test } from './testing.js';

const image = (id) => ({ id });
const pages = (...answers) => pagesOf({}, ...answers);
const pagesOf = (options, ...answers) => {
  const asked = [];
  const load = async (after) => {
    asked.push(after ?? 'first');
    const answer = answers.shift();
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  };
  return { asked, list: new CursorList(load, options) };
};
const ids = (list) => list.items.map(({ id }) => id);

test('a list is read page by page with the cursor of the page before', async () => {
  const { list, asked } = pages({ items: [image('a')], next: 'one', total: 2 }, { items: [image('b')], next: null });
  await list.more();
  assert.equal(list.complete, false);
  await list.more();
  await list.more();
  assert.equal(ids(list), ['a', 'b']);
  assert.equal(asked, ['first', 'one']);
  assert.equal(list.complete, true);
  assert.equal(list.total, 2);
});

test('empty pages are passed over', async () => {
  const { list } = pages({ items: [], next: 'one' }, { items: [], next: 'two' }, { items: [image('a')], next: 'three' });
  await list.more();
  assert.equal(ids(list), ['a']);
  assert.equal(list.complete, false);
});

test('several calls at a time read one page', async () => {
  const { list, asked } = pages({ items: [image('a')], next: 'one' });
  await Promise.all([list.more(), list.more(), list.more()]);
  assert.equal(asked, ['first']);
});

test('an item that comes twice is shown once', async () => {
  const { list } = pages({ items: [image('a'), image('b')], next: 'one' }, { items: [image('b'), image('c')] });
  await list.more();
  await list.more();
  assert.equal(ids(list), ['a', 'b', 'c']);
});

test('a page that failed is read again', async () => {
  const { list, asked } = pages({ items: [image('a')], next: 'one' }, new Error('away'), { items: [image('b')] });
  await list.more();
  await list.more();
  assert.equal(list.failure.message, 'away');
  await list.more();
  assert.equal(list.failure, undefined);
  assert.equal(ids(list), ['a', 'b']);
  assert.equal(asked, ['first', 'one', 'one']);
});

test('an item is found on a later page, but not further than asked', async () => {
  const answers = () => [{ items: [image('a')], next: 'one' }, { items: [image('b')], next: 'two' }, { items: [image('c')] }];
  assert.equal(await pages(...answers()).list.find('c', 3), 2);
  assert.equal(await pages(...answers()).list.find('c', 2), -1);
});

test('a list that has as many items as it may have reads no further, until some are removed', async () => {
  const answers = [{ items: [image('a'), image('b')], next: 'one', total: 9 }, { items: [image('c'), image('d')], next: 'two' }, { items: [image('e')] }];
  const { list, asked } = pagesOf({ most: 4 }, ...answers);
  await list.more();
  assert.equal(list.full, false);
  await list.more();
  await list.more();
  assert.equal(await list.find('e', 10), -1);
  assert.equal(asked, ['first', 'one']);
  assert.equal([list.full, list.complete, list.total], [true, false, 9]);
  list.remove(['a']);
  assert.equal(list.full, false);
  await list.more();
  assert.equal(ids(list), ['b', 'c', 'd', 'e']);
  assert.equal([list.full, list.complete], [false, true]);
});

test('items are replaced and removed, and the list says so', async () => {
  const { list } = pages({ items: [image('a'), image('b'), image('c')], total: 3 });
  await list.more();
  let changes = 0;
  list.addEventListener('change', () => (changes += 1));
  list.replace({ id: 'b', version: 2 });
  list.replace({ id: 'x' });
  list.remove(['a', 'x']);
  assert.equal(list.items, [{ id: 'b', version: 2 }, { id: 'c' }]);
  assert.equal(list.indexOf('c'), 1);
  assert.equal(list.total, 2);
  assert.equal(changes, 2);
});

import { Selection } from '/app/lists/selection.js';
import { assert, test } from './testing.js';

const items = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }));

test('a range goes from the item that was toggled last', () => {
  const selection = new Selection();
  selection.toggle('b', 1);
  selection.extend(items, 3);
  assert.equal(selection.ids.sort(), ['b', 'c', 'd']);
});

test('a range that becomes shorter lets items go', () => {
  const selection = new Selection();
  selection.begin(1);
  selection.extend(items, 4);
  selection.extend(items, 2);
  assert.equal(selection.ids, ['b', 'c']);
  selection.extend(items, 0);
  assert.equal(selection.ids, ['a', 'b']);
});

test('a second range is added to the first', () => {
  const selection = new Selection();
  selection.begin(0);
  selection.extend(items, 1);
  selection.begin(3);
  selection.extend(items, 4);
  assert.equal(selection.ids, ['a', 'b', 'd', 'e']);
});

test('every change is told', () => {
  const selection = new Selection();
  let changes = 0;
  selection.addEventListener('change', () => (changes += 1));
  selection.toggle('a', 0);
  selection.toggle('a', 0);
  selection.add(items);
  selection.remove(['a', 'b']);
  assert.equal(selection.size, 3);
  selection.clear();
  assert.equal(changes, 5);
});

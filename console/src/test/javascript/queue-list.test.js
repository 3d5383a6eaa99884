import { stylesheet } from '/app/component.js';
import { CursorList } from '/app/lists/cursor-list.js';
import { Selection } from '/app/lists/selection.js';
import '/app/review/queue-list.js';
import { assert, eventually, test } from './testing.js';

await Promise.all(['tokens', 'base', 'components', 'pages/review'].map((name) => stylesheet(`/style/${name}.css`)));

const NAME = '<img src=x onerror="globalThis.attacked = true">';
const entry = (id) => ({ queue: 'quarantine', id, reasons: ['empty-box', NAME], name: id === 'a' ? NAME : `${id}.jpg`, text: NAME, score: 0.5, item: {} });

async function shown(load) {
  const list = new CursorList(load);
  await list.more();
  const element = document.createElement('bx-queue-list');
  Object.assign(element, { list, selection: new Selection(), filters: { reason: 'empty-box' }, label: 'Entries' });
  document.body.append(element);
  await element.updateComplete;
  const told = [];
  ['activate', 'act'].forEach((type) => element.addEventListener(type, ({ detail }) => told.push([type, ...Object.values(detail)])));
  element.querySelector('.queue__link').focus();
  const key = async (name, modifiers = {}) => {
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...modifiers }));
    await element.updateComplete;
    await element.updateComplete;
  };
  return { element, list, told, key, selected: () => element.selection.ids.sort().join('') };
}

const letters = async () => ({ items: [...'abcdef'].map(entry) });
const focused = () => document.activeElement.closest('.queue__entry')?.dataset.id;

test('arrow keys go through the entries, and space selects', async () => {
  const { told, key, selected } = await shown(letters);

  await key('ArrowDown');
  await eventually(() => focused() === 'b');
  await key(' ');
  await key('End');
  await eventually(() => focused() === 'f');
  await key(' ');
  assert.equal(selected(), 'bf');
  assert.equal(told, [['activate', 'a'], ['activate', 'b'], ['activate', 'f']]);
  assert.equal(document.querySelectorAll('.queue__entry--selected').length, 2);
});

test('shift with arrow keys selects a range, which shrinks again', async () => {
  const { key, selected } = await shown(letters);

  await key('ArrowDown');
  await key('ArrowDown', { shiftKey: true });
  await key('ArrowDown', { shiftKey: true });
  assert.equal(selected(), 'bcd');
  await key('ArrowUp', { shiftKey: true });
  assert.equal(selected(), 'bc');
  await key('Escape');
  assert.equal(selected(), '');
  await key('a', { ctrlKey: true });
  assert.equal(selected(), 'abcdef');
});

test('the delete key asks to dismiss', async () => {
  const { told, key } = await shown(letters);

  await key('Delete');

  assert.equal(told.at(-1), ['act', 'dismiss']);
});

test('only the active entry is a stop of the tab key', async () => {
  const { key, element } = await shown(letters);

  await key('ArrowDown');

  assert.equal(
    [...element.querySelectorAll('[tabindex="0"]')].map((stop) => stop.closest('.queue__entry').dataset.id),
    ['b', 'b'],
  );
});

test('a checkbox selects with the pointer, and with shift a range', async () => {
  const { element, selected } = await shown(letters);
  const boxes = element.querySelectorAll('.queue__check');

  boxes[1].click();
  boxes[3].dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey: true }));

  assert.equal(selected(), 'bcd');
});

test('names and reasons are text', async () => {
  const { element } = await shown(letters);

  assert.equal(element.querySelector('.queue__link').textContent.trim(), NAME);
  assert.equal(element.querySelectorAll('img').length, 0);
  assert.equal(globalThis.attacked, undefined);
  assert.equal(element.querySelector('.queue__link').getAttribute('href'), '/review/quarantine/a?reason=empty-box');
});

test('the next page is read when its place is seen', async () => {
  const { list } = await shown(async (after) => (after ? { items: [entry('z')] } : { items: Array.from({ length: 60 }, (_, index) => entry(`e${index}`)), next: 'more' }));

  assert.equal(list.items.length, 60);
  scrollTo(0, document.documentElement.scrollHeight);

  await eventually(() => list.items.length === 61 && document.querySelector('.queue__end'));
});

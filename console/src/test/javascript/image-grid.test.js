import { stylesheet } from '/app/component.js';
import '/app/components/image-grid.js';
import { CursorList } from '/app/lists/cursor-list.js';
import { Selection } from '/app/lists/selection.js';
import { assert, eventually, test } from './testing.js';

await Promise.all(['tokens', 'base', 'pages/images'].map((name) => stylesheet(`/style/${name}.css`)));

const NAME = '<img src=x onerror="globalThis.attacked = true">';
const image = (index) => ({
  id: `id${index}`,
  name: index === 0 ? NAME : `image-${index}.jpg`,
  split: 'train',
  width: 40,
  height: 30,
  boxes: [{ label: NAME, xMin: 1, yMin: 2, xMax: 30, yMax: 20 }],
});
const images = (from, number) => Array.from({ length: number }, (_, index) => image(from + index));

async function shown(load) {
  const list = new CursorList(load);
  await list.more();
  const grid = document.createElement('bx-image-grid');
  Object.assign(grid, { list, selection: new Selection(), href: ({ id }) => `/images/${id}` });
  document.body.append(grid);
  await eventually(() => grid.querySelector('.image-grid__cell'));
  const body = grid.querySelector('.image-grid');
  const key = (name, modifiers = {}) => body.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...modifiers }));
  body.focus();
  return { grid, list, body, key, selection: grid.selection };
}

const cells = () => [...document.querySelectorAll('.image-grid__row:not([hidden]) .image-grid__cell')];

test('of 100 000 images only those that are seen are on the page, and rows are used again', async () => {
  const { body } = await shown(async () => ({ items: images(0, 100_000) }));
  const rows = new Set(body.children);
  scrollTo(0, body.clientHeight / 2);
  await eventually(() => cells().some(({ id }) => Number(id.split('-').at(-1)) > 49_000));
  assert.ok(cells().length < 150, `${cells().length} cells`);
  const fresh = [...body.children].filter((row) => !rows.has(row));
  assert.ok(fresh.length <= 3, `${fresh.length} rows were created`);
  assert.equal(body.getAttribute('aria-rowcount'), String(Math.ceil(100_000 / Number(body.getAttribute('aria-colcount')))));
});

test('the list is read on while one scrolls, and no further than needed', async () => {
  const asked = [];
  const { list } = await shown(async (after = '0') => {
    asked.push(after);
    return { items: images(Number(after), 200), next: String(Number(after) + 200) };
  });
  assert.equal(asked, ['0']);
  scrollTo(0, document.documentElement.scrollHeight);
  await eventually(() => list.items.length === 400);
  scrollTo(0, document.documentElement.scrollHeight);
  await eventually(() => list.items.length === 600);
});

test('a page of the list that comes draws only the places that were empty', async () => {
  const { list, body } = await shown(async (after = '0') => ({ items: images(Number(after), 200), next: String(Number(after) + 200) }));
  const drawn = new Set();
  const observer = new MutationObserver((records) => records.forEach(({ target }) => target !== body && drawn.add(target.closest('.image-grid__cell') ?? target)));
  const before = cells().filter((cell) => !cell.matches('.image-grid__cell--empty'));
  await eventually(() => before.every((cell) => cell.querySelector('img').hasAttribute('src')));
  observer.observe(body, { attributes: true, childList: true, characterData: true, subtree: true });
  await list.more();
  await new Promise((resolve) => requestAnimationFrame(resolve));
  observer.disconnect();
  assert.equal(list.items.length, 400);
  assert.equal([...drawn].filter((cell) => before.includes(cell)).length, 0, 'images drawn again');
});

/** Holds timers back, however long the frames of a busy machine take; the function that is returned releases the last one. */
function hold() {
  const { setTimeout } = globalThis;
  let last = () => {};
  globalThis.setTimeout = (handler) => {
    last = handler;
    return setTimeout(() => {});
  };
  return () => {
    globalThis.setTimeout = setTimeout;
    last();
  };
}

test('while the list is read to its end, images that pass too fast to be seen are not asked for', async () => {
  const { list } = await shown(async (after = '0') => {
    const next = Number(after) + 500;
    return { items: images(Number(after), 500), next: next < 20_000 ? String(next) : undefined };
  });
  const asked = new Set();
  const look = () => cells().forEach((cell) => cell.querySelector('img').hasAttribute('src') && asked.add(cell.tile.item.id));
  look();
  const before = asked.size;
  const release = hold();
  while (!list.complete) {
    scrollTo(0, document.documentElement.scrollHeight);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    look();
  }
  release();
  assert.ok(asked.size - before < 1000, `${asked.size - before} thumbnails of 20 000 images`);
  await eventually(() => cells().every((cell) => cell.matches('.image-grid__cell--empty') || cell.querySelector('img').hasAttribute('src')));
});

test('a place that shows another image shows nothing of the one before', async () => {
  const { body } = await shown(async () => ({ items: images(0, 5000) }));
  const index = ({ id }) => id.split('-').at(-1);
  const parts = (cell) => [cell.textContent, cell.querySelector('a').getAttribute('href'), cell.querySelector('img').getAttribute('src') ?? ''];
  scrollTo(0, body.clientHeight / 2);
  await eventually(() => cells().every((cell) => parts(cell)[2] !== '' && Number(index(cell)) > 1000));
  cells().forEach((cell) => {
    const [text, href, src] = parts(cell);
    assert.ok(text.includes(`image-${index(cell)}.jpg`), text);
    assert.equal(href, `/images/id${index(cell)}`);
    assert.ok(src.includes(`/images/id${index(cell)}/thumbnail`), src);
  });
});

test('images are selected by keys', async () => {
  const { body, key, selection } = await shown(async () => ({ items: images(0, 500) }));
  key('ArrowRight');
  key(' ');
  key('ArrowRight', { shiftKey: true });
  assert.equal(selection.ids.sort(), ['id1', 'id2']);
  assert.equal(body.getAttribute('aria-activedescendant'), 'image-grid-2');
  assert.equal(cells().filter((cell) => cell.getAttribute('aria-selected') === 'true').length, 2);
  key('Escape');
  assert.equal(selection.size, 0);
  key('a', { ctrlKey: true });
  assert.equal(selection.size, 500);
  key('End');
  assert.equal(body.getAttribute('aria-activedescendant'), 'image-grid-499');
  assert.ok(document.getElementById('image-grid-499').getBoundingClientRect().bottom <= innerHeight);
  key('Home');
  assert.equal(body.getAttribute('aria-activedescendant'), 'image-grid-0');
});

test('Delete asks the page, and an image that is gone leaves its place', async () => {
  const { grid, key, list } = await shown(async () => ({ items: images(0, 30) }));
  let asked = 0;
  grid.addEventListener('remove', () => (asked += 1));
  key('Delete');
  assert.equal(asked, 1);
  list.remove(['id1']);
  assert.ok(document.getElementById('image-grid-1').textContent.includes('image-2.jpg'));
});

test('names of images and classes are text', async () => {
  await shown(async () => ({ items: images(0, 5) }));
  assert.equal(cells()[0].querySelector('.image-grid__name').textContent, NAME);
  assert.equal(globalThis.attacked, undefined);
});

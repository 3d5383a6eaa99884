import { stylesheet } from '/app/component.js';
import '/app/components/editor.js';
import { toWindow } from '/app/labels/view.js';
import { assert, eventually, test } from './testing.js';

await Promise.all(['tokens', 'base', 'components'].map((name) => stylesheet(`/style/${name}.css`)));

const NAME = '<img src=x onerror="globalThis.attacked = true">';
const box = (label, xMin, yMin, xMax, yMax) => ({ label, xMin, yMin, xMax, yMax, difficult: false });

async function source(width, height) {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d').fillRect(0, 0, width, height);
  return URL.createObjectURL(await canvas.convertToBlob());
}

async function shown({ boxes = [], suggestions = [], classes = ['dog', 'cat', NAME] } = {}) {
  const editor = document.createElement('bx-editor');
  Object.assign(editor, { src: await source(400, 300), width: 400, height: 300, boxes, suggestions, classes });
  document.body.append(editor);
  await eventually(() => editor.querySelector('bx-editor-stage') && !editor.querySelector('.editor-stage__over'));
  const stage = editor.querySelector('bx-editor-stage');
  const canvas = editor.querySelector('canvas:last-of-type');
  canvas.setPointerCapture = () => {};
  await eventually(() => stage.window.width > 1);
  const events = [];
  ['change', 'save', 'step'].forEach((type) => editor.addEventListener(type, (event) => events.push([type, event.detail])));
  return { editor, stage, canvas, events, ...actions(editor, stage, canvas) };
}

function actions(editor, stage, canvas) {
  const at = (x, y) => {
    const { left, top } = canvas.getBoundingClientRect();
    const point = toWindow(stage.view, { x, y });
    return { clientX: left + point.x, clientY: top + point.y };
  };
  const pointer = (type, place, pointerId = 1) =>
    canvas.dispatchEvent(new PointerEvent(`pointer${type}`, { ...place, pointerId, button: 0, bubbles: true, cancelable: true, pointerType: 'mouse' }));
  return {
    at,
    pointer,
    drag: (from, to) => {
      pointer('down', at(...from));
      pointer('move', at((from[0] + to[0]) / 2, (from[1] + to[1]) / 2));
      pointer('move', at(...to));
      pointer('up', at(...to));
    },
    click: (x, y) => {
      pointer('down', at(x, y));
      pointer('up', at(x, y));
    },
    key: (name, modifiers = {}) =>
      editor.querySelector('.editor__stage').dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...modifiers })),
  };
}

const sides = ({ xMin, yMin, xMax, yMax }) => [xMin, yMin, xMax, yMax];

test('a box is drawn with the present class, and selected', async () => {
  const { editor, drag, events } = await shown();
  drag([40, 30], [140, 90]);
  assert.equal(editor.value, [box('dog', 40, 30, 140, 90)]);
  assert.equal(editor.dirty, true);
  assert.equal(events, [['change', { boxes: editor.value }]]);
});

test('a selected box is moved, and each of its eight handles resizes it', async () => {
  const { editor, drag, click, key } = await shown({ boxes: [box('dog', 100, 100, 200, 160)] });
  click(150, 130);
  drag([150, 130], [160, 140]);
  assert.equal(sides(editor.value[0]), [110, 110, 210, 170]);
  key('z', { ctrlKey: true });
  const handles = { nw: [100, 100], n: [150, 100], ne: [200, 100], e: [200, 130], se: [200, 160], s: [150, 160], sw: [100, 160], w: [100, 130] };
  const seen = Object.values(handles).map(([x, y]) => {
    drag([x, y], [x + 20, y + 20]);
    const now = sides(editor.value[0]);
    key('z', { ctrlKey: true });
    return now;
  });
  assert.equal(seen, [
    [120, 120, 200, 160],
    [100, 120, 200, 160],
    [100, 120, 220, 160],
    [100, 100, 220, 160],
    [100, 100, 220, 180],
    [100, 100, 200, 180],
    [120, 100, 200, 180],
    [120, 100, 200, 160],
  ]);
  assert.equal(editor.dirty, false);
});

test('Escape gives a drag up', async () => {
  const { editor, pointer, at, key } = await shown();
  pointer('down', at(10, 10));
  pointer('move', at(90, 90));
  key('Escape');
  pointer('up', at(90, 90));
  assert.equal(editor.value, []);
});

test('a box is made, moved, resized and named without a pointer', async () => {
  const { editor, key } = await shown();
  key('n');
  const [made] = editor.value.map(sides);
  key('ArrowRight');
  key('ArrowUp', { shiftKey: true });
  key('ArrowRight', { ctrlKey: true });
  key('ArrowLeft', { altKey: true });
  key('2');
  key('d');
  const [changed] = editor.value;
  assert.equal([changed.label, changed.difficult], ['cat', true]);
  assert.equal(sides(changed), [made[0], made[1] - 10, made[2] + 2, made[3] - 10]);
});

test('undo and redo go through everything', async () => {
  const { editor, key } = await shown({ boxes: [box('dog', 10, 10, 60, 60)] });
  ['.', '2', 'd', 'Delete'].forEach((name) => key(name));
  assert.equal(editor.value, []);
  [1, 2, 3].forEach(() => key('z', { ctrlKey: true }));
  assert.equal([editor.value, editor.dirty], [[box('dog', 10, 10, 60, 60)], false]);
  [1, 2, 3].forEach(() => key('Z', { ctrlKey: true, shiftKey: true }));
  assert.equal(editor.value, []);
});

test('suggestions that are not labelled yet are accepted one by one or all', async () => {
  const suggestions = [box('dog', 10, 10, 60, 60), box('cat', 100, 10, 160, 60), box('cat', 200, 10, 260, 60)].map((each) => ({ ...each, score: 0.9 }));
  const { editor, key } = await shown({ boxes: [box('dog', 11, 10, 60, 60)], suggestions });
  key('.');
  key('.');
  key('a');
  assert.equal(editor.value.map(({ label, xMin }) => [label, xMin]), [['dog', 11], ['cat', 100]]);
  key('A', { shiftKey: true });
  assert.equal(editor.value.length, 3);
});

test('saving tells the boxes; a box without a class is asked for first', async () => {
  const { editor, key, events } = await shown({ classes: [] });
  key('n');
  key('s', { ctrlKey: true });
  assert.equal(events.filter(([type]) => type === 'save'), []);
  const input = editor.querySelector('bx-editor-classes input');
  assert.equal(document.activeElement, input);
  input.value = 'owl';
  input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  key('s', { ctrlKey: true });
  assert.equal(events.at(-1)[1].boxes.map(({ label }) => label), ['owl']);
  editor.markSaved();
  assert.equal(editor.dirty, false);
});

test('the form beside the image changes the selected box, and refuses what is no box', async () => {
  const { editor, events } = await shown({ boxes: [box('dog', 10, 10, 60, 60)] });
  editor.querySelector('.editor-list__box').click();
  const field = await eventually(() => [...editor.querySelectorAll('#box-xMax')].find(({ value }) => value === '60'));
  const change = (value) => {
    field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  };
  change('90.5');
  change('5');
  change('4000');
  assert.equal(sides(editor.value[0]), [10, 10, 90.5, 60]);
  assert.equal(events.length, 1);
});

test('other boxes begin anew, the same ones do not', async () => {
  const boxes = [box('dog', 10, 10, 60, 60)];
  const { editor, key } = await shown({ boxes });
  key('n');
  editor.boxes = boxes;
  await editor.updateComplete;
  assert.equal(editor.value.length, 2);
  editor.boxes = [...boxes];
  await editor.updateComplete;
  assert.equal([editor.value.length, editor.dirty], [1, false]);
});

test('two fingers zoom and draw nothing', async () => {
  const { editor, stage, pointer, at } = await shown();
  const before = stage.view.scale;
  const [one, other] = [at(180, 150), at(220, 150)];
  pointer('down', one, 1);
  pointer('down', other, 2);
  pointer('move', { ...one, clientX: one.clientX - 60 }, 1);
  pointer('move', { ...other, clientX: other.clientX + 60 }, 2);
  pointer('up', one, 1);
  pointer('up', other, 2);
  assert.ok(stage.view.scale > 1.5 * before, `${before} ${stage.view.scale}`);
  assert.equal(editor.value, []);
});

test('class names are text', async () => {
  const { editor, key } = await shown({ boxes: [box(NAME, 10, 10, 60, 60)] });
  key('.');
  await editor.updateComplete;
  assert.ok(editor.querySelector('.editor-list__name').textContent.includes(NAME));
  assert.equal([globalThis.attacked, editor.querySelectorAll('img').length], [undefined, 0]);
});

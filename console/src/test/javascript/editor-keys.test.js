import { editorCommand } from '/app/labels/editor-keys.js';
import { assert, test } from './testing.js';

const command = (key, modifiers = {}) => editorCommand({ key, ...modifiers });

test('arrows move, with Control or Alt they resize', () => {
  assert.equal(command('ArrowLeft'), { name: 'move', dx: -1, dy: 0, far: false });
  assert.equal(command('ArrowDown', { shiftKey: true }), { name: 'move', dx: 0, dy: 1, far: true });
  assert.equal(command('ArrowUp', { ctrlKey: true }), { name: 'resizeEnd', dx: 0, dy: -1, far: false });
  assert.equal(command('ArrowRight', { altKey: true }), { name: 'resizeStart', dx: 1, dy: 0, far: false });
});

test('undo, redo and save need Control or Command', () => {
  assert.equal(command('z', { ctrlKey: true }), { name: 'undo' });
  assert.equal(command('Z', { ctrlKey: true, shiftKey: true }), { name: 'redo' });
  assert.equal(command('z', { metaKey: true }), { name: 'undo' });
  assert.equal(command('y', { ctrlKey: true }), { name: 'redo' });
  assert.equal(command('s', { ctrlKey: true }), { name: 'save' });
  assert.equal(command('z'), undefined);
});

test('digits set a class, 0 fits the image', () => {
  assert.equal(command('1'), { name: 'setClass', index: 0 });
  assert.equal(command('9'), { name: 'setClass', index: 8 });
  assert.equal(command('0'), { name: 'fit' });
});

test('A accepts a suggestion, Shift+A all', () => {
  assert.equal(command('a'), { name: 'accept' });
  assert.equal(command('A', { shiftKey: true }), { name: 'acceptAll' });
});

test('keys of the browser are left alone', () => {
  ['a', 'c', 'r', '+', '-', '0'].forEach((key) => assert.equal(command(key, { ctrlKey: true }), undefined));
  assert.equal(command('d', { altKey: true }), undefined);
  assert.equal(command('Tab'), undefined);
});

import { UndoHistory } from '/app/labels/undo-history.js';
import { assert, test } from './testing.js';

test('undo goes back and redo forth', () => {
  const history = new UndoHistory('a');
  history.push('b');
  history.push('c');
  history.undo();
  assert.equal(history.state, 'b');
  history.undo();
  history.undo();
  assert.equal([history.state, history.canUndo, history.canRedo], ['a', false, true]);
  history.redo();
  history.redo();
  history.redo();
  assert.equal([history.state, history.canUndo, history.canRedo], ['c', true, false]);
});

test('a new state forgets what was undone', () => {
  const history = new UndoHistory('a');
  history.push('b');
  history.undo();
  history.push('c');
  assert.equal(history.canRedo, false);
  history.undo();
  assert.equal(history.state, 'a');
});

test('states of one tag are undone together', () => {
  const history = new UndoHistory(0);
  [1, 2, 3].forEach((state) => history.push(state, 'move 1'));
  history.push(4, 'move 2');
  history.undo();
  assert.equal(history.state, 3);
  history.undo();
  assert.equal(history.state, 0);
  history.push(5, 'move 1');
  assert.equal(history.state, 5);
  history.undo();
  assert.equal(history.state, 0);
});

test('the history is bounded', () => {
  const history = new UndoHistory(0);
  for (let state = 1; state <= 1000; state += 1) {
    history.push(state);
  }
  while (history.canUndo) {
    history.undo();
  }
  assert.equal(history.state, 500);
});

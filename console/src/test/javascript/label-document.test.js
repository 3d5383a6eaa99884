import { LabelDocument } from '/app/labels/label-document.js';
import { assert, test } from './testing.js';

const box = (label, xMin = 0) => ({ label, xMin, yMin: 0, xMax: xMin + 10, yMax: 10, difficult: false });
const labels = (document) => document.value.map(({ label }) => label);

test('a new box is selected, can be changed, and both can be undone', () => {
  const document = new LabelDocument([box('dog')]);
  document.add(box('cat', 50));
  assert.equal(document.selected.label, 'cat');
  document.changeSelected({ label: 'wolf' });
  assert.equal(labels(document), ['dog', 'wolf']);
  document.undo();
  assert.equal(labels(document), ['dog', 'cat']);
  document.undo();
  assert.equal(labels(document), ['dog']);
  document.redo();
  document.redo();
  assert.equal(labels(document), ['dog', 'wolf']);
});

test('dirty means other boxes than were saved', () => {
  const document = new LabelDocument([box('dog')]);
  assert.equal(document.dirty, false);
  document.selectNext(1);
  assert.equal(document.dirty, false);
  document.changeSelected({ difficult: true });
  assert.equal(document.dirty, true);
  document.undo();
  assert.equal(document.dirty, false);
  document.redo();
  document.markSaved();
  assert.equal(document.dirty, false);
  document.undo();
  assert.equal(document.dirty, true);
});

test('steps of one kind are undone together, a change that changes nothing is none', () => {
  const document = new LabelDocument([box('dog')]);
  document.selectNext(1);
  [1, 2, 3].forEach((xMin) => document.changeSelected({ xMin, xMax: xMin + 10 }, 'move'));
  document.changeSelected({ xMin: 3 }, 'move');
  document.undo();
  assert.equal(document.value[0].xMin, 0);
  assert.equal(document.canUndo, false);
});

test('keys go through boxes and suggestions in a circle', () => {
  const document = new LabelDocument([box('dog'), box('cat')], [{ ...box('owl'), score: 0.9 }]);
  const seen = [1, 1, 1, 1, -1, -1].map((step) => {
    document.selectNext(step);
    return document.selected.label;
  });
  assert.equal(seen, ['dog', 'cat', 'owl', 'dog', 'owl', 'cat']);
});

test('after a removal the neighbour is selected', () => {
  const document = new LabelDocument([box('dog'), box('cat')]);
  document.selectNext(1);
  document.removeSelected();
  assert.equal([labels(document), document.selected.label], [['cat'], 'cat']);
  document.removeSelected();
  document.removeSelected();
  assert.equal([labels(document), document.selected], [[], undefined]);
});

test('a suggestion becomes a box when it is accepted or changed', () => {
  const suggestions = ['a', 'b', 'c'].map((label) => ({ ...box(label), score: 0.5 }));
  const document = new LabelDocument([], suggestions);
  document.selectNext(1);
  document.acceptSelected();
  assert.equal([labels(document), document.selected.label, document.suggestions.length], [['a'], 'b', 2]);
  assert.equal('score' in document.value[0], false);
  document.changeSelected({ xMin: 2 });
  assert.equal([labels(document), document.value[1].xMin, document.isSuggestion(document.selected)], [['a', 'b'], 2, false]);
  document.acceptAll();
  assert.equal([labels(document), document.suggestions], [['a', 'b', 'c'], []]);
  document.undo();
  assert.equal(document.suggestions.length, 1);
});

test('other suggestions are no step to undo and do not make labels dirty', () => {
  const document = new LabelDocument([box('dog')]);
  document.suggest([{ ...box('cat'), score: 0.5 }]);
  assert.equal([document.canUndo, document.dirty, document.all.length], [false, false, 2]);
});

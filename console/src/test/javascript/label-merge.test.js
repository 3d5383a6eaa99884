import { choose, compareVersions, mergedBoxes } from '/app/labels/label-merge.js';
import { assert, test } from './testing.js';

const box = (label, xMin, size = 10) => ({ label, xMin, yMin: 0, xMax: xMin + size, yMax: size, difficult: false });
const [dog, cat, owl] = [box('dog', 0), box('cat', 100), box('owl', 200)];
const merged = (base, mine, theirs) => mergedBoxes(compareVersions(base, mine, theirs));
const sorted = (boxes) => boxes.map(({ label, xMin }) => `${label} ${xMin}`).sort();

test('versions that are the same have no difference', () => {
  const comparison = compareVersions([dog], [dog, cat], [cat, dog]);
  assert.equal(comparison.differences, []);
  assert.equal(sorted(mergedBoxes(comparison)), ['cat 100', 'dog 0']);
});

test('what only one person did is kept: new, moved, relabelled and removed boxes', () => {
  assert.equal(sorted(merged([dog], [dog, cat], [dog, owl])), ['cat 100', 'dog 0', 'owl 200']);
  assert.equal(sorted(merged([dog, cat], [box('dog', 2), cat], [dog, box('wolf', 100)])), ['dog 2', 'wolf 100']);
  assert.equal(sorted(merged([dog, cat, owl], [cat, owl], [dog, cat])), ['cat 100']);
});

test('what both did alike is no difference', () => {
  assert.equal(compareVersions([dog, cat], [box('dog', 2)], [box('dog', 2)]).differences, []);
});

test('a box that both changed is a contradiction with both versions', () => {
  const { differences } = compareVersions([dog], [box('dog', 2)], [box('wolf', 0)]);
  assert.equal(differences, [{ base: dog, mine: box('dog', 2), theirs: box('wolf', 0), contradiction: true, choice: 'mine' }]);
});

test('a box that one changed and the other removed is a contradiction', () => {
  const { differences } = compareVersions([dog], [box('dog', 2)], []);
  assert.equal([differences[0].contradiction, differences[0].choice, differences[0].theirs], [true, 'mine', undefined]);
});

test('a new box at nearly the same place is one box, not two', () => {
  const { differences } = compareVersions([], [box('dog', 0)], [box('dog', 1)]);
  assert.equal([differences.length, differences[0].contradiction], [1, true]);
});

test('a choice decides what is kept', () => {
  const comparison = compareVersions([dog, cat], [box('dog', 2)], [box('wolf', 0), cat]);
  assert.equal(comparison.differences.map(({ contradiction }) => contradiction), [true, false]);
  assert.equal(sorted(mergedBoxes(choose(comparison, 'theirs'))), ['cat 100', 'wolf 0']);
  assert.equal(sorted(mergedBoxes(choose(comparison, 'mine'))), ['dog 2']);
  assert.equal(sorted(mergedBoxes(choose(comparison, 'both', 0))), ['dog 2', 'wolf 0']);
});

test('two boxes that are the same do not become one', () => {
  assert.equal(merged([dog, dog], [dog, dog], [dog, dog]).length, 2);
  assert.equal(merged([dog, dog], [dog], [dog, dog]).length, 1);
});

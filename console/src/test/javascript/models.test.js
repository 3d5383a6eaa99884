import { byThreshold, calibrationLines, confusionRows, precisionByRecall, thresholdOf } from '/app/models/curves.js';
import { boxesOf, filters, ofReport, sizeOf } from '/app/models/errors.js';
import { chain, classRows, earlier, interval, serving } from '/app/models/promotions.js';
import { assert, test } from './testing.js';

const promotions = [
  { generation: 1, checkpoint: 'a', decidedAt: '1' },
  { generation: 2, checkpoint: 'b', decidedAt: '2' },
  { generation: 3, checkpoint: 'b', decidedAt: '3' },
];

test('the chain has the newest promotion first and the time until which each served', () => {
  assert.equal(chain(promotions).map(({ generation, current, until }) => [generation, current, until]), [
    [3, true, undefined],
    [2, false, '3'],
    [1, false, '2'],
  ]);
});

test('a roll-back goes to another checkpoint than the present one', () => {
  assert.equal(earlier(promotions).checkpoint, 'a');
  assert.equal(earlier([promotions[0]]), undefined);
  assert.equal(earlier([]), undefined);
});

test('inference loads a promotion until it serves its generation', () => {
  assert.equal(serving([], undefined), 'none');
  assert.equal(serving(promotions, null), 'loading');
  assert.equal(serving(promotions, { generation: 2 }), 'loading');
  assert.equal(serving(promotions, { generation: 3 }), 'served');
});

test('classes are compared by the gains of the evidence', () => {
  const [row] = classRows(
    {
      perClass: { cat: { voc07: 0.6, groundTruths: 9 } },
      decision: { evidence: { gain: { perClass: { cat: { value: 0.1, low: -0.02, high: 0.2 } } } } },
    },
    undefined,
  );
  assert.close(row.champion, 0.5);
  assert.equal([row.difference, row.low, row.high], [0.1, -0.02, 0.2]);
});

test('without evidence classes are compared on the same validation set only', () => {
  const evaluation = { validationSet: { id: 'v' }, perClass: { cat: { voc07: 0.75 }, dog: { voc07: null } }, decision: {} };
  const champion = { validationSet: { id: 'v' }, perClass: { cat: { voc07: 0.5 }, dog: { voc07: 0.5 } } };
  assert.equal(classRows(evaluation, champion).map(({ label, difference }) => [label, difference]), [
    ['dog', undefined],
    ['cat', 0.25],
  ]);
  assert.equal(classRows(evaluation, { ...champion, validationSet: { id: 'other' } })[0].champion, undefined);
});

test('the largest fall is first', () => {
  const gain = (value) => ({ value, low: value, high: value });
  const rows = classRows(
    { perClass: { a: { voc07: 1 }, b: { voc07: 1 } }, decision: { evidence: { gain: { perClass: { a: gain(0.1), b: gain(-0.1) } } } } },
    undefined,
  );
  assert.equal(rows.map(({ label }) => label), ['b', 'a']);
});

test('an interval has zero in the middle and stays inside', () => {
  assert.equal(interval({ value: 0, low: -1, high: 3 }, 2), { left: 0.25, width: 0.75, value: 0.5 });
});

test('sizes are those of COCO', () => {
  const square = (side) => ({ xMin: 10, yMin: 10, xMax: 10 + side, yMax: 10 + side });
  assert.equal([31, 32, 95, 96].map((side) => sizeOf(square(side))), ['small', 'medium', 'medium', 'large']);
});

const box = (label, more = {}) => ({ label, xMin: 0, yMin: 0, xMax: 50, yMax: 50, ...more });
const images = [
  { id: 'one', groundTruths: [box('cat', { missed: true }), box('cat', { missed: false })], detections: [box('cat', { score: 0.9, falsePositive: false })] },
  { id: 'two', groundTruths: [], detections: [box('dog', { score: 0.4, falsePositive: true }), box('cat', { score: 0.8, falsePositive: true })] },
];

test('a label that was found is shown once', () => {
  assert.equal(boxesOf(images[0]).map(({ kind }) => kind), ['missed', 'correct']);
});

test('errors of a report are those of the filters, images with the most first', () => {
  const ids = (query) => ofReport({ worstImages: images }, filters(new URLSearchParams(query))).items.map(({ id, matching }) => [id, matching]);
  assert.equal(ids(''), [['two', 2], ['one', 1]]);
  assert.equal(ids('kind=missed'), [['one', 1]]);
  assert.equal(ids('class=dog'), [['two', 1]]);
  assert.equal(ids('from=0.5'), [['two', 1]]);
  assert.equal(ids('to=0.5'), [['two', 1]]);
  assert.equal(ids('size=large'), []);
});

test('without filters the errors of the checkpoint are shown', () => {
  assert.equal(filters(new URLSearchParams('')), { kind: '', label: '', size: '', from: 0, to: 1, side: 'checkpoint' });
  assert.equal(filters(new URLSearchParams('to=0')).to, 0);
});

const report = {
  overall: { f1: [0] },
  perClass: { cat: { precisionByRecall: [1, 0.5], byThreshold: { f1: [1] } }, dog: { precisionByRecall: [0.9, 0.1] } },
};

test('one class is drawn beside the champion, all classes without it', () => {
  const names = { this: 'this', champion: 'champion' };
  const champion = { perClass: { cat: { precisionByRecall: [0.2, 0.1] } } };
  assert.equal(precisionByRecall(report, champion, '', names, 1), [{ label: 'cat', values: [1, 0.5] }]);
  assert.equal(precisionByRecall(report, champion, 'cat', names, 1).map(({ label }) => label), ['this', 'champion']);
  assert.equal(precisionByRecall(report, null, 'dog', names, 1).map(({ label }) => label), ['this']);
});

test('thresholds are those of the class, else of all together', () => {
  assert.equal(byThreshold(report, ''), { f1: [0] });
  assert.equal(byThreshold(report, 'cat'), { f1: [1] });
  assert.equal(thresholdOf({ overall: 0.4, perClass: { cat: 0.3 } }, 'cat'), 0.3);
  assert.equal(thresholdOf({ overall: 0.4, perClass: {} }, 'dog'), 0.4);
  assert.equal(thresholdOf(null, 'cat'), undefined);
});

test('calibration leaves empty bins out', () => {
  const lines = calibrationLines({ bins: [{ detections: 3, meanScore: 0.1, precision: 0 }, { detections: 0, meanScore: null, precision: null }] });
  assert.equal(lines, { x: [0, 0.1, 1], measured: [null, 0, null], ideal: [0, 0.1, 1] });
});

test('cells of the confusion matrix have their share of the row', () => {
  const { columns, rows } = confusionRows({ labels: ['cat'], counts: [[3, 1], [2, 0]] }, { missed: 'missed', falseDetection: 'no object' });
  assert.equal(columns, ['cat', 'missed']);
  assert.equal(rows[0].cells, [{ count: 3, share: 0.75, correct: true }, { count: 1, share: 0.25, correct: false }]);
  assert.equal(rows[1].name, 'no object');
});

import { aligned, axisValue, pointOf, withPoint, withProgress } from '/app/training/progress.js';
import { overrides } from '/app/training/overrides.js';
import { bestByRun, dataSets, done, failure, isBeginning, scores, selected, settings } from '/app/training/runs.js';
import { assert, test } from './testing.js';

const progress = {
  runId: 'r',
  state: 'running',
  epoch: 1,
  epochs: 4,
  step: 30,
  steps: 100,
  crossEntropy: 0.5,
  smoothL1: 0.25,
  learningRate: 0.003,
  imagesPerSecond: 11,
  etaSeconds: 7,
};

test('a progress event becomes a point', () => {
  assert.equal(pointOf(progress, 't'), {
    step: 30,
    epoch: 1,
    losses: { crossEntropy: 0.5, smoothL1: 0.25 },
    learningRate: 0.003,
    imagesPerSecond: 11,
    at: 't',
  });
});

test('a run that resumes replaces the steps that it repeats', () => {
  const points = [{ step: 10 }, { step: 20 }, { step: 30 }];
  assert.equal(withPoint(points, { step: 20, epoch: 2 }), [{ step: 10 }, { step: 20, epoch: 2 }]);
});

test('points stay bounded and the newest stays', () => {
  let points = [];
  for (let step = 0; step < 10_000; step++) {
    points = withPoint(points, { step });
  }
  assert.ok(points.length <= 3000, `${points.length} points`);
  assert.equal(points.at(-1), { step: 9999 });
});

test('progress changes a run and keeps what it does not tell', () => {
  const run = withProgress({ id: 'r', recipe: 'quick', state: 'QUEUED', detail: '' }, progress);
  assert.equal([run.state, run.recipe, run.step, run.losses.crossEntropy], ['RUNNING', 'quick', 30, 0.5]);
});

test('lines with points of their own share one axis', () => {
  const { x, series } = aligned([
    { label: 'a', points: [[1, 0.5], [3, 0.7]] },
    { label: 'b', points: [[2, 9], [3, undefined]] },
  ]);
  assert.equal(x, [1, 2, 3]);
  assert.equal(series, [
    { label: 'a', values: [0.5, null, 0.7] },
    { label: 'b', values: [null, 9, null] },
  ]);
});

test('minutes count from the first point of a run', () => {
  const points = [{ at: '2026-01-01T00:00:00Z' }, { at: '2026-01-01T00:01:30Z' }, {}];
  const value = axisValue('minutes', points);
  assert.equal(points.map(value), [0, 1.5, undefined]);
});

test('a failure has a code and a sentence', () => {
  assert.equal(failure('no-labels: the snapshot has no boxes: none'), { code: 'no-labels', sentence: 'the snapshot has no boxes: none' });
  assert.equal(failure('stopped early after epoch 5'), { code: '', sentence: 'stopped early after epoch 5' });
});

test('the best checkpoint of a run ignores those without a score', () => {
  const evaluations = [
    { run: 'a', checkpoint: 'a-1', voc07: 0.4 },
    { run: 'a', checkpoint: 'a-2', voc07: 0.6 },
    { run: 'a', checkpoint: 'a-3', voc07: null },
  ];
  assert.equal(bestByRun(evaluations).get('a').checkpoint, 'a-2');
  assert.equal(bestByRun([{ run: 'b', voc07: null }]).has('b'), false);
});

test('scores are those of the run’s checkpoints', () => {
  const run = { checkpoints: [{ id: 'a-1', step: 10 }, { id: 'a-2', step: 20 }] };
  assert.equal(scores(run, [{ checkpoint: 'a-2', voc07: 0.6 }]), [{ id: 'a-2', step: 20, voc07: 0.6 }]);
});

test('the share that is done is bounded, and full at the end', () => {
  assert.equal([done({ step: 5, steps: 10 }), done({ step: 0, steps: 0 }), done({ state: 'COMPLETED', step: 3, steps: 10 })], [0.5, 0, 1]);
});

test('settings that differ are marked', () => {
  const rows = settings([
    { recipe: 'quick', batch: 16, epochs: 5 },
    { recipe: 'quick', batch: 8, minutes: 2, epochs: 9 },
  ]);
  assert.equal(rows.filter(({ different }) => different).map(({ name }) => name), ['batch', 'epochs', 'minutes']);
  assert.equal(rows.find(({ name }) => name === 'epochs').values, [5, undefined]);
});

test('data sets of runs that wait are unknown', () => {
  assert.equal(dataSets([{ snapshot: { hash: 'x', train: 3 } }, {}]).find(({ name }) => name === 'train').values, [3, undefined]);
});

test('selected runs are distinct and at most as many as colours', () => {
  assert.equal(selected('a,b,a,,c,d,e,f,g'), ['a', 'b', 'c', 'd', 'e', 'f']);
  assert.equal(selected(null), []);
});

test('empty fields are left to the configuration', () => {
  assert.equal(overrides({ recipe: '', preset: '', length: '', minutes: '', epochs: '', stopping: '', batch: '', learningRate: '', seed: '' }), {});
});

test('either minutes or epochs are asked for', () => {
  assert.equal(overrides({ recipe: 'quick', length: 'minutes', minutes: '0.5', epochs: '20' }), { recipe: 'quick', minutes: 0.5 });
  assert.equal(overrides({ length: 'epochs', minutes: '0.5', epochs: '20' }), { epochs: 20 });
});

test('early stopping after evaluations, or never', () => {
  assert.equal(overrides({ stopping: 'after', patience: '5', minimumGain: '0.001' }), { earlyStopping: { patience: 5, minimumGain: 0.001 } });
  assert.equal(overrides({ stopping: 'after', patience: '5', minimumGain: '' }), { earlyStopping: { patience: 5 } });
  assert.equal(overrides({ stopping: 'never', patience: '5' }), { earlyStopping: { patience: 0 } });
});

test('a run is beginning until its first step', () => {
  const states = [{ state: 'QUEUED', step: 0 }, { state: 'RUNNING', step: 0 }, { state: 'RUNNING', step: 1 }, { state: 'FAILED', step: 0 }];
  assert.equal(states.map(isBeginning), [true, true, false, false]);
});

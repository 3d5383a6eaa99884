import { endRollout, startRollout } from '/app/components/rollout.js';
import { budgets, classDifferences, request, seconds } from '/app/models/rollouts.js';
import { session } from '/app/session.js';
import '/app/components/rollout-card.js';
import { assert, eventually, test } from './testing.js';

const BOXES = { matched: 90, relabelled: 0, onlyChampion: 0, onlyChallenger: 0 };

const rollout = (values = {}, measured = {}) => ({
  id: 'detector-3',
  model: 'detector',
  checkpoint: 'run-000004',
  generation: 2,
  mode: 'canary',
  share: 0.25,
  budgets: { latencyRatio: 1.5, disagreement: 0.2, images: 1000, duration: 'PT24H' },
  onSuccess: 'promote',
  reason: 'better at night?',
  caller: 'Ana',
  startedAt: '2026-11-23T10:00:00Z',
  state: 'running',
  end: null,
  measured: {
    instances: 2,
    images: 250,
    differing: 25,
    failures: 0,
    dropped: 0,
    answers: 300,
    fallbacks: 0,
    championMillis: 20,
    challengerMillis: 24,
    waits: {
      http: { pairs: 80, championMillis: 100, challengerMillis: 180 },
      topic: { pairs: 0, championMillis: null, challengerMillis: null },
    },
    latency: { of: 'http', ratio: 1.8 },
    boxes: { hat: BOXES, vest: { ...BOXES, onlyChallenger: 7 }, boot: { ...BOXES, relabelled: 7 } },
    ...measured,
  },
  ...values,
});

/** Answers requests; tells what was asked. */
function answered(status, body) {
  const asked = [];
  globalThis.fetch = async (url, options) => {
    asked.push({ method: options.method, url, body: options.body && JSON.parse(options.body) });
    return new Response(JSON.stringify(body), { status });
  };
  return asked;
}

async function card(latest) {
  answered(200, { rollouts: latest ? [latest] : [] });
  const element = document.createElement('bx-rollout-card');
  element.model = 'detector';
  document.body.append(element);
  return element;
}

test('budgets say how far they are used, and what is above', () => {
  const now = Date.parse('2026-11-23T16:00:00Z');
  assert.equal(budgets(rollout(), now), [
    { name: 'images', used: 0.25, above: false },
    { name: 'time', used: 0.25, above: false },
    { name: 'disagreement', used: 0.5, above: false },
    { name: 'latency', used: 1, above: true },
    { name: 'failures', used: 0, above: false },
  ]);
});

test('an ended rollout used the time until its end', () => {
  const ended = rollout({ end: { at: '2026-11-23T22:00:00Z', reason: 'enough', caller: 'Ana' } });
  assert.equal(budgets(ended).find(({ name }) => name === 'time').used, 0.5);
});

test('a budget of nothing is used up by the first image', () => {
  const strict = { budgets: { latencyRatio: 1.5, disagreement: 0, images: 10, duration: 'PT1H' } };
  const used = (differing) => budgets(rollout(strict, { differing })).find(({ name }) => name === 'disagreement');
  assert.equal(used(0), { name: 'disagreement', used: 0, above: false });
  assert.equal(used(1), { name: 'disagreement', used: 1, above: true });
});

test('nothing is used before there are images', () => {
  const fresh = rollout({}, { images: 0, differing: 0, latency: null, boxes: {} });
  assert.equal(budgets(fresh).filter(({ name, used }) => name !== 'time' && used > 0), []);
});

test('durations are read as the evaluator writes them', () => {
  assert.equal(['PT24H', 'PT1H30M', 'PT45M', 'PT2.5S', 'later'].map(seconds), [86400, 5400, 2700, 2.5, NaN]);
});

test('classes with the most differences are first', () => {
  assert.equal(classDifferences(rollout()).map(({ label }) => label), ['boot', 'vest', 'hat']);
});

test('shares are asked for in percent and sent as shares', () => {
  const fields = { mode: 'canary', share: '12.5', images: '500', disagreement: '5', latencyRatio: '2', hours: '1.5', onSuccess: 'promote' };
  assert.equal(request('detector', 'run-000004', fields), {
    model: 'detector',
    checkpoint: 'run-000004',
    mode: 'canary',
    share: 0.125,
    budgets: { latencyRatio: 2, disagreement: 0.05, images: 500, duration: 'PT90M' },
    onSuccess: 'promote',
  });
});

test('a rollout is started with the usual budgets and a reason', async () => {
  session.state = 'signed-in';
  const asked = answered(201, rollout());
  const started = startRollout({ model: 'detector', checkpoint: 'run-000004' });
  const dialog = await eventually(() => document.querySelector('dialog[open]'));
  dialog.querySelector('.button--primary').click();
  assert.ok(dialog.open, 'a reason is needed');
  dialog.querySelector('textarea').value = ' better at night? ';
  dialog.querySelector('.button--primary').click();
  assert.equal((await started).id, 'detector-3');
  const { url, body } = asked[0];
  assert.equal(url, '/api/evaluator/v1/rollouts');
  assert.equal([body.mode, body.share, body.onSuccess, body.reason, body.budgets.duration], ['shadow', 0.1, 'nothing', 'better at night?', 'PT1440M']);
});

test('a rollout is ended with a reason', async () => {
  session.state = 'signed-in';
  const asked = answered(200, rollout({ state: 'stopped' }));
  const ended = endRollout({ id: 'detector-3', mode: 'canary' });
  const dialog = await eventually(() => document.querySelector('dialog[open]'));
  dialog.querySelector('textarea').value = 'enough';
  dialog.querySelector('.button--danger').click();
  assert.equal((await ended).state, 'stopped');
  assert.equal(asked[0], { method: 'POST', url: '/api/evaluator/v1/rollouts/detector-3/end', body: { reason: 'enough' } });
});

test('the card shows a rollout that runs, and ends it for those who may', async () => {
  session.state = 'signed-in';
  session.scopes = ['read', 'promote'];
  const element = await card(rollout());
  const text = await eventually(() => element.textContent.includes('Callers by HTTP wait 180 ms against 100 ms') && element.textContent);
  assert.ok(['Canary', 'Running', 'run-000004', 'answers 25.0 % of the keys', 'Of 1,000; then it is complete.', 'At most 20.0 %. Different objects in 25 of 250 images.', 'At most 1.50 ×. Callers by HTTP'].every((part) => text.includes(part)), text);
  assert.equal(element.querySelectorAll('.rollout__above').length, 1);
  assert.ok(element.querySelector('.button--danger'));

  session.scopes = ['read'];
  element.requestUpdate();
  await element.updateComplete;
  assert.equal(element.querySelector('.button--danger'), null);
});

test('the card says how a rollout ended, and nothing without one', async () => {
  session.scopes = ['read', 'promote'];
  const end = { reason: 'different objects in 40 of 60 images', caller: null, at: '2026-11-23T11:00:00Z' };
  const ended = await card(rollout({ state: 'rolled-back', end }));
  await eventually(() => ended.textContent.includes('Different objects in 40 of 60 images'));
  assert.ok(ended.textContent.includes('Ended by itself'));
  assert.equal(ended.querySelector('.button--danger'), null);
  assert.equal(ended.querySelector('a[href="#history"]').textContent, 'Promotions and their reasons');

  const none = await card(null);
  await eventually(() => none.hasUpdated);
  assert.equal(none.textContent.trim(), '');
});

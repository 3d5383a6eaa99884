import { live } from '/app/live.js';
import { notifications } from '/app/notify.js';
import '/app/pages/review.js';
import { session } from '/app/session.js';
import { assert, eventually, test } from './testing.js';

session.state = 'open';

const suspect = (id) => ({ id, reason: 'extra-label', alsoReasons: [], score: 0.5, text: '', imageId: `image-${id}`, boxes: [], proposals: [], classes: [] });

/** Answers requests by their path; a function or a status that is no success. */
function answering(answers) {
  globalThis.fetch = async (path, { method, body } = {}) => {
    const name = path.split('?')[0].split('/v1/')[1];
    const answer = answers[`${method} ${name}`] ?? { status: 404 };
    const { status = 200, ...content } = typeof answer === 'function' ? answer(JSON.parse(body ?? '{}')) : answer;
    return new Response(JSON.stringify(content), { status });
  };
}

async function opened(query) {
  const page = document.createElement('page-review');
  Object.assign(page, { parameters: { queue: 'suspects' }, query: new URLSearchParams(query) });
  document.body.append(page);
  await page.updateComplete;
  return page;
}

const rows = () => [...document.querySelectorAll('.queue__entry')].map(({ dataset }) => dataset.id).join('');
const button = (text) => [...document.querySelectorAll('.review__bar button')].find((candidate) => candidate.textContent.trim() === text);

test('a queue that could not be read is read when its service is back', async () => {
  const answers = { 'GET suspects': { status: 503, code: 'service-unavailable', detail: 'ingest does not answer' } };
  answering(answers);
  await opened('class=away');
  await eventually(() => document.body.textContent.includes('ingest does not answer'));

  answers['GET suspects'] = { items: [suspect('a')], next: null, total: 1 };
  live.dispatchEvent(new CustomEvent('health', { detail: {} }));

  await eventually(() => rows() === 'a');
});

test('many entries are dismissed at once, and those that others dealt with go too', async () => {
  const told = [];
  notifications.addEventListener('notify', ({ detail }) => told.push(detail.text));
  answering({
    'GET suspects': { items: [...'abcd'].map(suspect), next: null, total: 4 },
    'POST suspects/dismiss': ({ ids }) => ({
      results: ids.map((id) => (id === 'b' ? { id, status: 404, code: 'not-found' } : id === 'c' ? { id, status: 503, code: 'log-unavailable', detail: 'the log is away' } : { id, status: 204 })),
    }),
  });
  await opened('class=many');
  await eventually(() => rows() === 'abcd');

  button('Select all that are shown').click();
  await eventually(() => document.body.textContent.includes('4 selected'));
  button('Dismiss').click();

  await eventually(() => rows() === 'c');
  assert.equal(told, ['2 entries dismissed.', 'Someone else has dealt with 1 entry meanwhile.', '1 entry could not be dismissed. The first: the log is away']);
  await eventually(() => document.activeElement.closest('.queue__entry')?.dataset.id === 'c');
});

test('something new is announced, and shown when it is asked for', async () => {
  const answers = { 'GET suspects': { items: [suspect('a')], next: null, total: 1 } };
  answering(answers);
  await opened('class=news');
  await eventually(() => rows() === 'a');

  answers['GET suspects'] = { items: [suspect('b'), suspect('a')], next: null, total: 2 };
  live.dispatchEvent(new CustomEvent('finding', { detail: {} }));
  await eventually(() => button('Load again'));
  assert.equal(rows(), 'a');
  button('Load again').click();

  await eventually(() => rows() === 'ba');
});

test('a filter without entries offers to clear it, and a queue that is unknown says so', async () => {
  answering({ 'GET suspects': { items: [], next: null, total: 0 } });
  const page = await opened('class=none');

  const clear = await eventually(() => document.querySelector('.state a'));
  assert.equal(clear.getAttribute('href'), '/review/suspects');
  page.remove();
  const unknown = document.createElement('page-review');
  Object.assign(unknown, { parameters: { queue: '<b>' }, query: new URLSearchParams() });
  document.body.append(unknown);
  await eventually(() => document.body.textContent.includes('There is no queue <b>.'));
});

import { session } from '/app/session.js';
import '/app/pages/try.js';
import { assert, eventually, test } from './testing.js';

session.state = 'open';

const box = (label) => ({ label, score: 0.9, xMin: 0, yMin: 0, xMax: 1, yMax: 1 });
const answer = (label) => ({
  boxes: [box(label)],
  image: { width: 2, height: 2 },
  model: { name: 'detector', generation: 1, checkpointId: 'r-1' },
  timings: { totalMillis: 1, decodeMillis: 0, queueMillis: 0, inferenceMillis: 1 },
});
const json = (body) => new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });
const image = (name) => new File([name], name, { type: 'image/png' });

/** A console whose detections are answered by hand, also those that nobody waits for any more. */
function console() {
  const detections = new Map();
  globalThis.fetch = async (address, { body } = {}) => {
    if (address.startsWith('/api/inference/v1/model')) {
      return json({ model: 'detector', generation: 1, classes: ['hat'], threshold: { overall: 0.5, perClass: {} } });
    }
    if (address.startsWith('/api/inference/v1/detect')) {
      return new Promise((resolve, reject) => detections.set(body.name, { resolve, reject }));
    }
    return json({ items: [] });
  };
  return detections;
}

async function opened() {
  const page = document.createElement('page-try');
  page.parameters = {};
  page.query = new URLSearchParams();
  document.body.append(page);
  const source = await eventually(() => page.querySelector('bx-image-source'));
  return { page, give: (file) => source.dispatchEvent(new CustomEvent('image', { detail: { file } })) };
}

test('an older answer never replaces that of a newer image', async () => {
  const detections = console();
  const { page, give } = await opened();
  give(image('old'));
  await eventually(() => detections.has('old'));
  give(image('new'));
  await eventually(() => detections.has('new'));

  detections.get('new').resolve(json(answer('new-box')));
  await eventually(() => page.querySelector('.try__table')?.textContent.includes('new-box'));
  detections.get('old').resolve(json(answer('old-box')));
  await new Promise((resolve) => setTimeout(resolve, 50));

  assert.ok(page.querySelector('.try__table').textContent.includes('new-box'));
  assert.ok(!page.textContent.includes('old-box'));
});

test('an older failure never replaces the answer of a newer image', async () => {
  const detections = console();
  const { page, give } = await opened();
  give(image('old'));
  await eventually(() => detections.has('old'));
  give(image('new'));
  await eventually(() => detections.has('new'));

  detections.get('old').reject(new TypeError('no connection'));
  detections.get('new').resolve(json(answer('new-box')));

  await eventually(() => page.querySelector('.try__table')?.textContent.includes('new-box'));
  assert.equal(page.querySelectorAll('[role=alert]').length, 0);
});

test('a slider at 1 leaves what reaches 1, and says so if nothing does', async () => {
  const detections = console();
  const { page, give } = await opened();
  give(image('one'));
  await eventually(() => detections.has('one'));
  const certain = { ...box('certain'), score: 1 };
  detections.get('one').resolve(json({ ...answer('likely'), boxes: [certain, box('likely')] }));
  const slider = await eventually(() => page.querySelector('#threshold'));
  await eventually(() => page.textContent.includes('2 of 2 boxes'));

  slider.value = '1';
  slider.dispatchEvent(new Event('input'));

  await eventually(() => page.textContent.includes('1 of 2 boxes'));
  assert.ok(page.querySelector('.try__table').textContent.includes('certain'));
  assert.ok(!page.querySelector('.try__table').textContent.includes('likely'));
});

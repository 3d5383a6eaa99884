import '/app/components/wrong-detection.js';
import { session } from '/app/session.js';
import { assert, eventually, test } from './testing.js';

const box = (score) => ({ label: 'cat', score, xMin: 1, yMin: 2, xMax: 30, yMax: 40 });

async function opened() {
  session.state = 'signed-in';
  const element = document.createElement('bx-wrong-detection');
  Object.assign(element, {
    image: { src: 'data:,', name: 'a.jpg', file: new File(['bytes'], 'a.jpg', { type: 'image/jpeg' }) },
    answer: { image: { width: 64, height: 48 }, boxes: [box(0.9), box(0.3)] },
    threshold: 0.5,
    classes: ['cat'],
  });
  document.body.append(element);
  await element.updateComplete;
  return element;
}

function save(element, status, answer) {
  const asked = [];
  globalThis.fetch = async (url, { body }) => {
    asked.push({ url, body });
    return new Response(JSON.stringify(answer), { status });
  };
  element.querySelector('bx-editor').dispatchEvent(new CustomEvent('save', { detail: { boxes: [box(0.9)] }, bubbles: true }));
  return asked;
}

test('the editor begins with the boxes that were shown, weaker ones are suggestions', async () => {
  const editor = (await opened()).querySelector('bx-editor');
  assert.equal([editor.boxes.length, editor.suggestions.length], [1, 1]);
});

test('what is saved goes into the training split, with boxes without scores', async () => {
  const element = await opened();
  const [{ url, body }] = save(element, 201, { id: 'abc', outcome: 'accepted' });
  await eventually(() => element.querySelector('a[href="/images/abc"]'));
  assert.equal(url, '/api/ingest/v1/images');
  assert.equal([body.get('split'), body.get('image').name], ['train', 'a.jpg']);
  assert.equal(JSON.parse(await body.get('annotation').text()), {
    boxes: [{ label: 'cat', xMin: 1, yMin: 2, xMax: 30, yMax: 40, difficult: false }],
  });
  assert.equal(element.querySelector('bx-editor'), null);
});

test('an image that goes into quarantine is said to be there, and the boxes stay', async () => {
  const element = await opened();
  save(element, 422, { code: 'empty-box', detail: 'box 1 is empty', rejectionId: '0-7' });
  await eventually(() => element.querySelector('a[href="/review/quarantine/0-7"]'));
  assert.ok(element.querySelector('bx-editor') !== null);
});

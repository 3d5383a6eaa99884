import { stylesheet } from '/app/component.js';
import '/app/review/entry-editor.js';
import { session } from '/app/session.js';
import { draftOf } from '/app/review/drafts.js';
import { assert, eventually, test } from './testing.js';

await Promise.all(['tokens', 'base', 'components', 'pages/review'].map((name) => stylesheet(`/style/${name}.css`)));
session.state = 'open';

const box = (label, xMin) => ({ label, xMin, yMin: 5, xMax: xMin + 20, yMax: 25, difficult: false });

/** Answers requests until the page of the test is left. */
function answering(answer) {
  const requests = [];
  globalThis.fetch = async (path, { method, body, headers }) => {
    const request = { method, path: path.split('?')[0], body, headers };
    requests.push(request);
    const { status = 200, blob, ...content } = await answer(request);
    return new Response(blob ?? JSON.stringify(content), { status });
  };
  return requests;
}

async function image() {
  const canvas = Object.assign(document.createElement('canvas'), { width: 80, height: 60 });
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}

async function shown(entry, content) {
  const element = document.createElement('bx-entry-editor');
  Object.assign(element, { entry, shown: { boxes: [], proposals: [], ...content }, classes: ['hat'] });
  const done = [];
  element.addEventListener('done', ({ detail }) => done.push(detail.text));
  document.body.append(element);
  await eventually(() => element.querySelector('bx-editor, .notice'));
  return { element, done };
}

const suspect = (id) => ({ queue: 'suspects', id, item: { imageId: 'i' } });

test('labels that were overtaken are merged and saved on the newer version', async () => {
  const src = URL.createObjectURL(await image());
  const theirs = { id: 'i', width: 80, height: 60, version: '2', boxes: [box('hat', 40)], split: 'train', source: { kind: 'upload', name: 'a' } };
  const requests = answering(({ method, headers }) => {
    if (method === 'GET') {
      return theirs;
    }
    return headers['If-Match'] === '"2"' ? {} : { status: 412, code: 'stale-version' };
  });
  const { element, done } = await shown(suspect('s1'), { src, width: 80, height: 60, version: '1', boxes: [box('hat', 0)] });

  element.querySelector('bx-editor').replaceAll([box('hat', 0), box('cap', 10)]);
  element.save(element.querySelector('bx-editor').value);
  const conflict = await eventually(() => element.querySelector('bx-label-conflict'));
  assert.equal([conflict.mine.length, conflict.theirs.length, done.length], [2, 1, 0]);
  assert.equal(draftOf(suspect('s1')).length, 2);

  conflict.dispatchEvent(new CustomEvent('save', { detail: { boxes: [box('cap', 10), box('hat', 40)] } }));
  await eventually(() => done.length === 1);
  assert.equal(requests.at(-1).headers['If-Match'], '"2"');
  assert.equal(JSON.parse(requests.at(-1).body).boxes.map(({ label }) => label), ['cap', 'hat']);
  assert.equal(draftOf(suspect('s1')), undefined);
});

test('someone who saved the same is no conflict', async () => {
  const src = URL.createObjectURL(await image());
  answering(({ method }) => (method === 'GET' ? { id: 'i', width: 80, height: 60, version: '2', boxes: [box('hat', 3)] } : { status: 412, code: 'stale-version' }));
  const { element, done } = await shown(suspect('s2'), { src, width: 80, height: 60, version: '1' });

  element.save([box('hat', 3)]);

  await eventually(() => done.length === 1);
});

test('boxes of a rejection that someone else has dealt with are sent in with its image', async () => {
  const blob = await image();
  const requests = answering(({ method, path }) => {
    if (method === 'GET') {
      return { blob };
    }
    return path.endsWith('/resubmit') ? { status: 404, code: 'not-found' } : {};
  });
  const { element, done } = await shown(
    { queue: 'quarantine', id: 'r1', name: 'a.png', item: { original: {} } },
    { src: '/api/ingest/v1/rejected-images/r1/file' },
  );

  element.save([box('hat', 3)]);
  const conflict = await eventually(() => element.querySelector('bx-entry-conflict'));
  await conflict.updateComplete;
  conflict.querySelector('button').click();

  await eventually(() => done.length === 1);
  const sent = requests.at(-1);
  assert.equal([sent.method, sent.path, sent.body.get('image').size], ['POST', '/api/ingest/v1/images', blob.size]);
});

test('a rejection without an image needs a file', async () => {
  const requests = answering(() => ({}));
  const { element, done } = await shown({ queue: 'quarantine', id: 'r2', name: 'a.png', item: {} }, {});

  assert.equal(element.querySelector('bx-editor'), null);
  const input = element.querySelector('input[type="file"]');
  const files = new DataTransfer();
  files.items.add(new File([await image()], 'right.png', { type: 'image/png' }));
  input.files = files.files;
  input.dispatchEvent(new Event('change'));
  const editor = await eventually(() => element.querySelector('bx-editor'));
  assert.equal([editor.width, editor.height], [80, 60]);
  element.save([box('hat', 3)]);

  await eventually(() => done.length === 1);
  assert.equal([requests.at(-1).path, requests.at(-1).body.get('image').name], ['/api/ingest/v1/rejected-images/r2/resubmit', 'right.png']);
});

test('a refusal says why, and the boxes stay', async () => {
  const src = URL.createObjectURL(await image());
  answering(() => ({ status: 422, code: 'empty-box', detail: 'object 1 (hat) has no area' }));
  const { element, done } = await shown({ queue: 'hard-examples', id: 'e1', name: 'e', item: {} }, { src, width: 80, height: 60 });

  element.querySelector('bx-editor').replaceAll([box('hat', 3)]);
  element.save([box('hat', 3)]);
  const alert = await eventually(() => element.querySelector('[role="alert"]'));

  assert.ok(alert.textContent.includes('Object 1 (hat) has no area'));
  assert.equal([done.length, element.querySelector('bx-editor').value.length], [0, 1]);
});

import { decide, decideAll, isGone } from '/app/review/decisions.js';
import { draftOf, dropDraft, keepDraft } from '/app/review/drafts.js';
import { differs, scaled, sizeOf } from '/app/review/image-files.js';
import { actionsOf, coversAll, queues } from '/app/review/queues.js';
import { conflictOf, labels, save, saveAnyway } from '/app/review/saving.js';
import { assert, test } from './testing.js';

/** Answers requests by a function; returns what was asked. */
async function asked(answer, action) {
  const original = globalThis.fetch;
  const requests = [];
  globalThis.fetch = async (path, { method, body, headers }) => {
    const request = { method, path, body: typeof body === 'string' ? JSON.parse(body) : body, headers };
    requests.push(request);
    const { status = 200, ...content } = answer(request);
    return new Response(JSON.stringify(content), { status });
  };
  try {
    await action();
  } finally {
    globalThis.fetch = original;
  }
  return requests;
}

const succeeded = (ids) => ({ results: ids.map((id) => ({ id, status: 204 })) });

test('many entries are decided in requests of some, with progress', async () => {
  const ids = Array.from({ length: 120 }, (_, index) => `r${index}`);
  const progress = [];
  let decision;

  const requests = await asked(
    ({ body }) => succeeded(body.ids),
    async () => {
      decision = await decide(queues.quarantine, 'dismiss', ids, (done) => progress.push(done));
    },
  );

  assert.equal(
    requests.map(({ method, path, body }) => [method, path, body.ids.length]),
    [50, 50, 20].map((length) => ['POST', '/api/ingest/v1/rejected-images/dismiss', length]),
  );
  assert.equal(progress, [50, 100, 120]);
  assert.equal(decision, { done: ids, gone: [], failed: [] });
});

test('each entry has its own result', async () => {
  const results = [
    { id: 'a', status: 201, image: {} },
    { id: 'b', status: 404, code: 'not-found', detail: 'gone' },
    { id: 'c', status: 422, code: 'empty-box', detail: 'object 1 has no area' },
  ];

  await asked(
    () => ({ results }),
    async () =>
      assert.equal(await decide(queues.quarantine, 'resubmit', ['a', 'b', 'c']), {
        done: ['a'],
        gone: ['b'],
        failed: [{ id: 'c', message: 'object 1 has no area' }],
      }),
  );
});

test('what was decided before a failure is known', async () => {
  const ids = Array.from({ length: 60 }, (_, index) => `s${index}`);
  let first = true;

  await asked(
    ({ body }) => {
      const answer = first ? succeeded(body.ids) : { status: 503, code: 'service-unavailable', detail: 'ingest does not answer' };
      first = false;
      return answer;
    },
    async () => {
      const { done, failure } = await decide(queues.suspects, 'dismiss', ids);
      assert.equal([done.length, failure.status], [50, 503]);
    },
  );
});

test('everything that filters select is decided page by page', async () => {
  const pages = { undefined: { ...succeeded(['a']), next: 'p' }, p: { ...succeeded(['b']), next: null } };

  const requests = await asked(
    ({ body }) => pages[body.after],
    async () => assert.equal((await decideAll(queues.quarantine, 'dismiss', { reason: 'empty-box' })).done, ['a', 'b']),
  );

  assert.equal(
    requests.map(({ body }) => [body.reason, body.after]),
    [
      ['empty-box', undefined],
      ['empty-box', 'p'],
    ],
  );
});

test('an action without a request for many is done one by one', async () => {
  const requests = await asked(
    ({ path }) => (path.includes('/b/') ? { status: 404, code: 'not-found' } : {}),
    async () => {
      const { done, gone } = await decide(queues.suspects, 'restore', ['a', 'b']);
      assert.equal([done, gone], [['a'], ['b']]);
    },
  );

  assert.equal(requests.map(({ path }) => path).sort(), ['/api/ingest/v1/suspects/a/restore', '/api/ingest/v1/suspects/b/restore']);
});

test('an entry is gone if someone else has dealt with it', () => {
  assert.ok(isGone({ status: 404, code: 'not-found' }));
  assert.ok(isGone({ status: 409, code: 'answered' }));
  assert.ok(!isGone({ status: 409, code: 'conflict' }));
  assert.ok(!isGone({ status: 503, code: 'not-ready' }));
});

test('dismissed suspects can be restored, and answered examples are only looked at', () => {
  assert.equal(actionsOf(queues.suspects, {}), ['dismiss']);
  assert.equal(actionsOf(queues.suspects, { dismissed: 'true' }), ['restore']);
  assert.equal(actionsOf(queues['hard-examples'], { state: 'answered' }), []);
  assert.ok(coversAll(queues.quarantine, { reason: 'empty-box', source: 'upload' }));
  assert.ok(!coversAll(queues.quarantine, {}));
  assert.ok(!coversAll(queues.suspects, { reason: 'duplicate', split: 'val' }));
});

const box = { label: 'hat', xMin: 1, yMin: 2, xMax: 3, yMax: 4, difficult: false };

test('labels of an image are saved on the version that was read', async () => {
  const entry = { queue: 'suspects', id: 's', item: { imageId: 'i' } };

  const [request] = await asked(
    () => ({}),
    () => save(entry, { boxes: [{ ...box, score: 0.9, dashed: true }], version: '3-7' }),
  );

  assert.equal([request.method, request.path, request.headers['If-Match'], request.body], ['PUT', '/api/ingest/v1/images/i/annotations', '"3-7"', { boxes: [box] }]);
});

test('a rejection is sent in with its file and split only if they were changed', async () => {
  const entry = { queue: 'quarantine', id: 'r', item: {} };
  const file = new File(['1'], 'a.jpg');

  const [plain, parts] = await asked(
    () => ({}),
    async () => {
      await save(entry, { boxes: [box], split: '' });
      await save(entry, { boxes: [box], file, split: 'val' });
    },
  );

  assert.equal(plain.body, { boxes: [box] });
  assert.equal(JSON.parse(parts.body.get('annotation')), { boxes: [box] });
  assert.equal([parts.body.get('image').name, parts.body.get('split')], ['a.jpg', 'val']);
});

test('labels are saved over those of someone else, or sent with the image if it is not there', async () => {
  const [over, anew] = await asked(
    () => ({}),
    async () => {
      await saveAnyway({ boxes: [box] }, { id: 'i', version: '4-8' });
      await saveAnyway({ boxes: [box] }, undefined, new File(['1'], 'a.jpg'));
    },
  );

  assert.equal([over.method, over.headers['If-Match']], ['PUT', '"4-8"']);
  assert.equal([anew.method, anew.path, anew.body.get('image').name], ['POST', '/api/ingest/v1/images', 'a.jpg']);
});

test('a refusal tells what someone else has done', () => {
  assert.equal(conflictOf('suspects', { status: 412, code: 'stale-version' }), 'changed');
  assert.equal(conflictOf('suspects', { status: 404, code: 'not-found' }), 'removed');
  assert.equal(conflictOf('quarantine', { status: 404, code: 'not-found' }), 'gone');
  assert.equal(conflictOf('hard-examples', { status: 409, code: 'answered' }), 'answered');
  assert.equal(conflictOf('hard-examples', { status: 422, code: 'empty-box' }), undefined);
});

test('boxes fit an image of another size', () => {
  assert.equal(scaled([box], { width: 10, height: 10 }, { width: 20, height: 5 }), [{ ...box, xMin: 2, yMin: 1, xMax: 6, yMax: 2 }]);
  assert.ok(differs({ width: 10, height: 10 }, { width: 20, height: 5 }));
  assert.ok(!differs({}, { width: 20, height: 5 }));
});

test('a file that is no image has no size', async () => {
  const src = URL.createObjectURL(new Blob(['no image'], { type: 'image/jpeg' }));

  await assert.fails(() => sizeOf(src));
});

test('drafts are kept for each entry until they are dropped', () => {
  const entry = { queue: 'suspects', id: 'x' };

  keepDraft(entry, [box]);
  assert.equal(draftOf(entry), [box]);
  assert.equal(draftOf({ ...entry, queue: 'quarantine' }), undefined);
  dropDraft(entry);
  assert.equal(draftOf(entry), undefined);
});

test('labels have no scores', () => {
  assert.equal(labels([{ ...box, difficult: undefined, score: 1 }]), { boxes: [box] });
});

import { address, api, ApiError } from '/app/api.js';
import { session } from '/app/session.js';
import { assert, test } from './testing.js';

/** Answers requests with the given responses, the last one again and again; tells what was asked. */
async function answering(response, action) {
  const responses = [response].flat();
  const original = globalThis.fetch;
  const asked = [];
  globalThis.fetch = async (path, options) => {
    asked.push({ path, ...options });
    const next = responses.length > 1 ? responses.shift() : responses[0];
    if (next instanceof Error) {
      throw next;
    }
    return next;
  };
  try {
    await action();
  } finally {
    globalThis.fetch = original;
  }
  return asked;
}

const problem = (status, body) => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/problem+json' } });

test('an address has no empty parameters', () => {
  assert.equal(address('/api/ingest/v1/images', { class: 'hard hat', split: '', after: undefined, limit: 0 }), '/api/ingest/v1/images?class=hard+hat&limit=0');
  assert.equal(address('/api/x', {}), '/api/x');
});

test('a body is JSON, and an answer too', async () => {
  let answer;
  const [request] = await answering(Response.json({ id: 'a' }), async () => (answer = await api.post('/api/x', { boxes: [] })));
  assert.equal(answer, { id: 'a' });
  assert.equal(request.method, 'POST');
  assert.equal(request.body, '{"boxes":[]}');
  assert.equal(request.headers['Content-Type'], 'application/json');
});

test('an answer without content is nothing', async () => {
  await answering(new Response(null, { status: 204 }), async () => assert.equal(await api.delete('/api/x'), undefined));
});

test('a refusal has the code and the detail of the problem', async () => {
  await answering(problem(412, { code: 'version-conflict', detail: 'It has changed.' }), async () => {
    const failure = await assert.fails(() => api.put('/api/x', {}), /It has changed/);
    assert.ok(failure instanceof ApiError);
    assert.equal([failure.status, failure.code], [412, 'version-conflict']);
  });
});

test('an answer that is no problem is told by its status', async () => {
  await answering(new Response('<html>', { status: 502 }), () => assert.fails(() => api.get('/api/x'), /502/));
});

test('without an answer the status is 0', async () => {
  await answering(new TypeError('failed'), async () => {
    const failure = await assert.fails(() => api.get('/api/x'));
    assert.equal(failure.status, 0);
  });
});

test('what only reads is asked for again when the browser dropped it, a change is not', async () => {
  const dropped = new TypeError('Failed to fetch');
  const reads = await answering([dropped, Response.json({ id: 'a' })], async () => assert.equal(await api.get('/api/x'), { id: 'a' }));
  assert.equal(reads.map((request) => request.method), ['GET', 'GET']);
  const changes = await answering([dropped, new Response('{}')], () => assert.fails(() => api.post('/api/x', {})));
  assert.equal(changes.length, 1);
});

test('an aborted request is no failure of the console', async () => {
  await answering(new DOMException('aborted', 'AbortError'), async () => {
    const failure = await assert.fails(() => api.get('/api/x'));
    assert.equal(failure.name, 'AbortError');
  });
});

test('the token against forgery goes with changes only', async () => {
  session.csrfToken = 'token';
  const [get, post] = await answering(new Response('{}'), async () => {
    await api.send('GET', '/api/x');
    await api.send('POST', '/api/x');
  });
  session.csrfToken = '';
  assert.equal(get.headers['X-CSRF-Token'], undefined);
  assert.equal(post.headers['X-CSRF-Token'], 'token');
});

test('401 ends the session', async () => {
  session.state = 'signed-in';
  session.scopes = ['read'];
  await answering(problem(401, {}), () => assert.fails(() => api.get('/api/x')));
  assert.equal(session.state, 'signed-out');
  assert.ok(!session.may('read'));
});

import { caller } from '/app/caller.js';
import { promote } from '/app/components/promotion.js';
import { session } from '/app/session.js';
import { assert, eventually, test } from './testing.js';

/** Answers requests with a promotion; tells what was asked. */
function answered(status, body) {
  const asked = [];
  globalThis.fetch = async (url, options) => {
    asked.push({ url, body: JSON.parse(options.body) });
    return new Response(JSON.stringify(body), { status });
  };
  return asked;
}

async function fill(reason, name) {
  const dialog = await eventually(() => document.querySelector('dialog[open]'));
  dialog.querySelector('textarea').value = reason;
  if (name !== undefined) {
    dialog.querySelector('input[name=caller]').value = name;
  }
  return dialog;
}

test('a promotion has its reason and a name, which is remembered', async () => {
  session.state = 'open';
  localStorage.clear();
  const asked = answered(201, { generation: 7 });
  const promotion = promote({ model: 'a/b', checkpoint: 'run-000004', present: 'run-000002' });
  (await fill(' fewer false alarms ', 'Ana Díaz')).querySelector('.button--primary').click();
  assert.equal((await promotion).generation, 7);
  assert.equal(asked, [
    {
      url: '/api/evaluator/v1/models/a%2Fb/promotions',
      body: { checkpoint: 'run-000004', caller: 'Ana Díaz', reason: 'fewer false alarms' },
    },
  ]);
  assert.equal(caller(), 'Ana Díaz');
});

test('with access control no name is asked for or sent', async () => {
  session.state = 'signed-in';
  const asked = answered(201, { generation: 8 });
  const promotion = promote({ model: 'detector', checkpoint: 'run-000004', rollBack: true });
  const dialog = await fill('worse at night');
  assert.equal(dialog.querySelector('input[name=caller]'), null);
  dialog.querySelector('.button--danger').click();
  await promotion;
  assert.equal(asked[0].body, { checkpoint: 'run-000004', reason: 'worse at night' });
});

test('without a reason, or after the question was closed, nothing is promoted', async () => {
  session.state = 'signed-in';
  const asked = answered(201, {});
  const promotion = promote({ model: 'detector', checkpoint: 'run-000004' });
  const dialog = await fill('');
  dialog.querySelector('.button--primary').click();
  assert.ok(dialog.open);
  dialog.close();
  assert.equal(await promotion, undefined);
  assert.equal(asked, []);
});

test('a promotion that is refused is none', async () => {
  session.state = 'signed-in';
  answered(409, { code: 'condemned', detail: 'run-000004 is about to be removed' });
  const promotion = promote({ model: 'detector', checkpoint: 'run-000004' });
  (await fill('why not')).querySelector('.button--primary').click();
  assert.equal(await promotion, undefined);
});

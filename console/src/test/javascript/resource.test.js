import { live } from '/app/live.js';
import { Resource } from '/app/resource.js';
import { assert, eventually, test } from './testing.js';

/** A component without a page: it counts how often it is redrawn. */
function host() {
  return { redrawn: 0, addController() {}, requestUpdate() { this.redrawn += 1; } };
}

/** Requests that are answered by hand. */
function requests() {
  const open = [];
  const load = (signal) =>
    new Promise((resolve, reject) => {
      open.push({ resolve, reject, signal });
      signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
    });
  return { open, load };
}

test('a resource loads when its component is shown', async () => {
  const component = host();
  const { open, load } = requests();
  const resource = new Resource(component, load);
  assert.equal(open.length, 0);
  resource.hostConnected();
  open[0].resolve('answer');
  await eventually(() => resource.value === 'answer');
  assert.ok(component.redrawn > 0);
});

test('changes while a request is on its way become one request after it', async () => {
  const { open, load } = requests();
  const resource = new Resource(host(), load);
  resource.hostConnected();
  resource.reload();
  resource.reload();
  assert.equal(open.length, 1);
  open[0].resolve(1);
  await eventually(() => open.length === 2);
  open[1].resolve(2);
  await eventually(() => resource.value === 2);
  assert.equal(open.length, 2);
});

test('the content stays when a later request fails', async () => {
  const { open, load } = requests();
  const resource = new Resource(host(), load);
  resource.hostConnected();
  open[0].resolve('old');
  await eventually(() => resource.value === 'old');
  resource.reload();
  open[1].reject(new Error('away'));
  await eventually(() => resource.failure);
  assert.equal([resource.value, resource.failure.message], ['old', 'away']);
});

test('the answer to an earlier question is dropped', async () => {
  const { open, load } = requests();
  const resource = new Resource(host(), load);
  resource.hostConnected();
  resource.reload({ anew: true });
  assert.ok(open[0].signal.aborted);
  open[1].resolve('new');
  await eventually(() => resource.value === 'new');
  assert.equal(resource.failure, undefined);
});

test('what failed is asked for again when the health of a service changes', async () => {
  const { open, load } = requests();
  const resource = new Resource(host(), load);
  resource.hostConnected();
  open[0].reject(new Error('away'));
  await eventually(() => resource.failure);
  live.dispatchEvent(new CustomEvent('health', { detail: {} }));
  assert.equal(open.length, 2);
  open[1].resolve('back');
  await eventually(() => resource.value === 'back');
  live.dispatchEvent(new CustomEvent('health', { detail: {} }));
  assert.equal(open.length, 2);
});

test('a component that has left asks for nothing more', async () => {
  const { open, load } = requests();
  const resource = new Resource(host(), load);
  resource.hostConnected();
  resource.hostDisconnected();
  assert.ok(open[0].signal.aborted);
  live.dispatchEvent(new CustomEvent('health', { detail: {} }));
  assert.equal(open.length, 1);
});

import '/app/imports/import-list.js';
import { session } from '/app/session.js';
import { assert, eventually, test } from './testing.js';

session.state = 'open';

const NONE = { total: 0, accepted: 0, relabelled: 0, rejected: 0, duplicates: 0, pending: 0 };
const status = (id, changes) => ({
  id,
  state: 'DONE',
  images: NONE,
  rejections: {},
  split: {},
  classes: [],
  clipped: { images: 0, boxes: 0 },
  warnings: [],
  format: '',
  caller: '',
  detail: '',
  ...changes,
});

/** A service whose imports change. */
function serving(imports) {
  globalThis.fetch = async (path) => {
    const name = path.split('?')[0].split('/v1/imports/')[1];
    const found = imports.find(({ id }) => id === name);
    return name && !found ? new Response('{}', { status: 404 }) : new Response(JSON.stringify(name ? found : { items: imports, next: null, total: imports.length }));
  };
}

function shown() {
  document.body.append(document.createElement('bx-import-list'));
  return () => document.body.textContent;
}

test('an import of somebody else appears, and its progress is followed while it is sent', async () => {
  const imports = [];
  serving(imports);
  const text = shown();
  await eventually(() => text().includes('Nothing has been imported yet'));

  imports.push(status('other', { state: 'RECEIVING', caller: 'berta', received: { bytes: 1_000_000, total: 4_000_000 } }));
  await eventually(() => text().includes('1.0 MB of 4.0 MB have come'));
  imports[0] = { ...imports[0], received: { bytes: 3_000_000, total: 4_000_000 } };
  await eventually(() => text().includes('3.0 MB of 4.0 MB have come'));
  assert.equal(document.querySelector('[role=progressbar]').getAttribute('aria-valuenow'), '3000000');
  imports[0] = status('other', { state: 'RUNNING', images: { ...NONE, total: 8, accepted: 2, pending: 6 } });
  await eventually(() => text().includes('2 of 8 images'));
  assert.ok(!text().includes('have come'));
});

test('the rejections of an import lead to those of this import', async () => {
  serving([status('i-1', { rejections: { 'not-an-image': 2 }, format: 'Pascal VOC' })]);
  shown();
  const links = () => [...document.querySelectorAll('a')].filter(({ href }) => href.includes('/review/quarantine'));
  await eventually(() => links().length === 2);

  assert.equal(links().map(({ href }) => new URL(href).search), ['?reason=not-an-image&import=i-1', '?import=i-1']);
});

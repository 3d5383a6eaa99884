import { currentRoute, navigate, replaceQuery, routes } from '/app/router.js';
import { navigation, pages } from '/app/pages.js';
import { assert, eventually, test } from './testing.js';

const at = (path) => {
  navigate(path, { replace: true });
  return currentRoute();
};

test('a path has its page, with parameters', () => {
  assert.equal(at('/').page.name, 'overview');
  assert.equal(at('/images/abc').parameters, { id: 'abc' });
  assert.equal(at('/images/abc/edit').page.name, 'image-editor');
  assert.equal(at('/training/compare').page.name, 'run-comparison');
  assert.equal(at('/training/20261129-1').page.name, 'run');
});

test('parameters are decoded, also damaged ones', () => {
  assert.equal(at('/models/a%2Fb').parameters, { checkpoint: 'a/b' });
  assert.equal(at('/models/100%').parameters, { checkpoint: '100%' });
});

test('an unknown path has no page', () => {
  assert.equal(at('/nothing/here').page, undefined);
});

test('the query is part of the address and can be changed without a step back', () => {
  const steps = history.length;
  at('/images?class=hat');
  replaceQuery({ class: undefined, split: 'val' });
  assert.equal(location.search, '?split=val');
  assert.equal(currentRoute().query.get('split'), 'val');
  replaceQuery({ split: '' });
  assert.equal(location.search, '');
  assert.equal(history.length, steps);
});

test('links of the console change the page without loading it', async () => {
  at('/');
  const link = document.createElement('a');
  link.href = '/models?x=1';
  document.body.append(link);
  let changes = 0;
  const count = () => (changes += 1);
  routes.addEventListener('change', count);
  link.click();
  routes.removeEventListener('change', count);
  assert.equal([location.pathname, location.search, changes], ['/models', '?x=1', 1]);
  history.back();
  await eventually(() => location.pathname === '/');
});

test('links to files of services are left to the browser', () => {
  const link = document.createElement('a');
  link.href = '/api/ingest/v1/export';
  document.body.append(link);
  let prevented;
  const stop = (event) => {
    prevented = event.defaultPrevented;
    event.preventDefault();
  };
  addEventListener('click', stop);
  link.click();
  removeEventListener('click', stop);
  assert.equal(prevented, false);
});

test('each entry of the navigation has a page', () => {
  navigation.forEach(({ name, href }) => assert.equal(at(href).page?.entry, name));
  assert.equal(new Set(pages.map(({ name }) => name)).size, pages.length);
});

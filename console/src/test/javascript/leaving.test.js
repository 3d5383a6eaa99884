import { currentRoute, guardLeaving, navigate, routes } from '/app/router.js';
import { assert, eventually, test } from './testing.js';

const turn = (steps) => new Promise((resolve) => {
  addEventListener('popstate', () => setTimeout(resolve), { once: true });
  history.go(steps);
});

test('a page with unsaved changes is left only if the person wants to', async () => {
  navigate('/images/a/edit');
  let answer = false;
  const asked = [];
  const end = guardLeaving(
    () => true,
    async () => {
      asked.push(location.pathname);
      return answer;
    },
  );
  await navigate('/training');
  assert.equal([location.pathname, asked.length], ['/images/a/edit', 1]);
  await navigate('/images/a/edit?class=dog', { replace: true });
  assert.equal(asked.length, 1);
  answer = true;
  await navigate('/training');
  assert.equal([location.pathname, asked.length], ['/training', 2]);
  end();
});

test('the back button is asked too, and the page stays if not', async () => {
  navigate('/images');
  navigate('/images/b/edit');
  let shown = 0;
  let turns = 0;
  const turned = () => (turns += 1);
  addEventListener('popstate', turned);
  const count = () => (shown += 1);
  routes.addEventListener('change', count);
  let answer = false;
  const end = guardLeaving(
    () => true,
    async () => {
      await eventually(() => location.pathname === '/images/b/edit');
      return answer;
    },
  );
  await turn(-1);
  await eventually(() => location.pathname === '/images/b/edit' && turns === 2);
  assert.equal([currentRoute().page.name, shown], ['image-editor', 0]);
  answer = true;
  await turn(-1);
  await eventually(() => location.pathname === '/images' && shown === 1);
  routes.removeEventListener('change', count);
  removeEventListener('popstate', turned);
  end();
});

test('without unsaved changes nobody is asked', async () => {
  navigate('/images/c/edit');
  const end = guardLeaving(
    () => false,
    () => assert.ok(false, 'asked'),
  );
  navigate('/training');
  assert.equal(location.pathname, '/training');
  end();
});

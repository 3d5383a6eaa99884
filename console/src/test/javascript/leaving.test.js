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

/** Pages that were shown, and what a guard was asked, on the page whose changes are not saved. */
function guarded(answers) {
  const shown = [];
  const asked = [];
  const show = () => shown.push(location.pathname);
  routes.addEventListener('change', show);
  const endGuard = guardLeaving(
    () => true,
    async () => {
      asked.push(location.pathname);
      return answers.shift();
    },
  );
  const end = () => {
    endGuard();
    routes.removeEventListener('change', show);
  };
  return { shown, asked, end };
}

test('the back button is asked too, and the page stays if not', async () => {
  navigate('/images');
  navigate('/images/b/edit');
  const { shown, asked, end } = guarded([false, true]);

  await turn(-1);
  await eventually(() => asked.length === 1);
  assert.equal([location.pathname, currentRoute().page.name, asked, shown], ['/images/b/edit', 'image-editor', ['/images/b/edit'], []]);

  await turn(-1);
  await eventually(() => shown.length === 1);
  assert.equal([location.pathname, asked, shown], ['/images', ['/images/b/edit', '/images/b/edit'], ['/images']]);
  end();
});

test('two steps back at once are asked about once, and the page stays', async () => {
  navigate('/models');
  navigate('/images');
  navigate('/images/c/edit');
  const { shown, asked, end } = guarded([false]);

  await turn(-2);
  await eventually(() => asked.length === 1);
  assert.equal([location.pathname, asked, shown], ['/images/c/edit', ['/images/c/edit'], []]);
  end();
});

test('who presses back again while the question is open is not asked twice', async () => {
  navigate('/models');
  navigate('/images');
  navigate('/images/d/edit');
  let asked = 0;
  let answer;
  const end = guardLeaving(
    () => true,
    () => {
      asked += 1;
      return new Promise((resolve) => (answer = resolve));
    },
  );
  await turn(-1);
  await eventually(() => asked === 1);
  await turn(-1);
  await eventually(() => location.pathname === '/images/d/edit');
  answer(false);
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal([location.pathname, asked], ['/images/d/edit', 1]);
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

import '/app/components/chart.js';
import { assert, eventually, test } from './testing.js';

function chart(properties) {
  const element = Object.assign(document.createElement('bx-chart'), properties);
  document.body.append(element);
  return eventually(() => element.querySelector('canvas')).then(() => element);
}

const values = (element) => [...element.querySelectorAll('.chart__value')].map(({ textContent }) => textContent);

test('the legend shows the last value of each line', async () => {
  const element = await chart({
    x: [1, 2, 3],
    series: [
      { label: 'a', values: [0.5, 0.25, null] },
      { label: 'b', values: [1, 2, 1234.5] },
    ],
  });
  assert.equal(values(element), ['0.25', '1235']);
});

test('new values are drawn without another canvas', async () => {
  const element = await chart({ x: [1, 2], series: [{ label: 'a', values: [1, 2] }] });
  const canvas = element.querySelector('canvas');
  element.x = [1, 2, 3];
  element.series = [{ label: 'a', values: [1, 2, 7] }];
  await element.updateComplete;
  assert.equal(values(element), ['7']);
  assert.ok(element.querySelector('canvas') === canvas);
});

test('without the latest values the legend has those under the pointer only', async () => {
  const element = await chart({ x: [1, 2], series: [{ label: 'a', values: [1, 2] }], latest: false });
  assert.equal(values(element), ['']);
});

test('labels are text, whatever they are', async () => {
  const element = await chart({ x: [1, 2], series: [{ label: '<img src=x onerror=alert(1)>', values: [1, 2] }] });
  assert.equal(element.querySelectorAll('img').length, 0);
  assert.ok(element.textContent.includes('<img src=x'));
});

import '/app/components/run-settings.js';
import { assert, eventually, test } from './testing.js';

const OFFERED = {
  configured: { recipe: 'quick' },
  recipes: [
    { name: 'quick', description: 'Minutes on two processors', preset: 'boxstream_300_lite0' },
    { name: 'classic', description: 'Needs a GPU', preset: 'ssd_512_vgg16_atrous' },
  ],
  presets: [
    { name: 'boxstream_300_lite0', description: 'EfficientNet-Lite0, 300 × 300 pixels', inputSize: 300 },
    { name: 'ssd_512_vgg16_atrous', description: 'VGG16-atrous, 512 × 512 pixels', inputSize: 512 },
    { name: 'my_own', description: 'ResNet 34, 384 × 384 pixels', inputSize: 384 },
  ],
};

async function settings(answer) {
  globalThis.fetch = async (path) => (path === '/api/trainer/v1/recipes' ? answer() : new Response('{}'));
  const component = document.createElement('bx-run-settings');
  document.body.append(component);
  await component.updateComplete;
  return component;
}

const values = (name) => [...document.querySelector(`select[name=${name}]`).options].map(({ value }) => value);

test('recipes and presets are those that the trainer has, with a sentence each', async () => {
  await settings(() => new Response(JSON.stringify(OFFERED)));
  await eventually(() => values('recipe').length > 1);

  assert.equal(values('recipe'), ['', 'quick', 'classic']);
  assert.equal(values('preset'), ['', 'boxstream_300_lite0', 'ssd_512_vgg16_atrous', 'my_own']);
  assert.ok(document.body.textContent.includes('As configured: quick'));
  assert.ok(document.body.textContent.includes('EfficientNet-Lite0, 300 × 300 pixels.'));

  const recipe = document.querySelector('select[name=recipe]');
  recipe.value = 'classic';
  recipe.dispatchEvent(new Event('change'));
  await eventually(() => document.body.textContent.includes('Needs a GPU.'));
  assert.ok(document.body.textContent.includes('VGG16-atrous, 512 × 512 pixels.'));
  assert.ok(document.body.textContent.includes('As usual: ssd_512_vgg16_atrous'));
});

test('without the trainer’s answer a run can be asked for as configured', async () => {
  await settings(() => new Response('{"detail": "the trainer does not answer"}', { status: 503 }));
  await eventually(() => document.body.textContent.includes('the trainer does not answer'));

  assert.equal([values('recipe'), values('preset')], [[''], ['']]);
});

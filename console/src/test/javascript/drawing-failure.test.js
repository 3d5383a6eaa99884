import { html } from 'lit';
import { Component } from '/app/component.js';
import '/app/components/page-view.js';
import { navigate } from '/app/router.js';
import { assert, eventually, test } from './testing.js';

const reported = [];
addEventListener('error', (event) => {
  reported.push(event.message);
  event.preventDefault();
});

class Fragile extends Component {
  static properties = { data: { attribute: false } };

  render() {
    return this.data ? html`<p>${this.data.name.first}</p>` : html`<bx-state kind="loading"></bx-state>`;
  }
}
customElements.define('test-fragile', Fragile);

const fragile = async (data) => {
  const element = document.createElement('test-fragile');
  element.data = data;
  document.body.append(element);
  await element.updateComplete;
  return element;
};
const alerts = () => [...document.querySelectorAll('[role=alert]')].map((alert) => alert.innerText);

test('a component that cannot be drawn says so instead of loading for ever, and others go on', async () => {
  const failing = await fragile();
  const other = await fragile({ name: { first: 'other' } });
  await eventually(() => failing.textContent.includes('Loading…'));

  failing.data = {};
  await eventually(() => alerts().length === 1);
  assert.ok(!failing.textContent.includes('Loading…'), failing.textContent);
  assert.ok(alerts()[0].includes('This part of the page cannot be shown'), alerts()[0]);
  assert.ok(alerts()[0].includes("Cannot read properties of undefined (reading 'first')"), alerts()[0]);
  assert.equal(other.textContent, 'other');
  assert.equal(reported.length, 1);

  failing.data = { name: { first: 'mended' } };
  await eventually(() => failing.textContent === 'mended');
  assert.equal(alerts(), []);
});

test('a page that cannot be drawn is built anew by a button', async () => {
  let overview = {};
  globalThis.fetch = async () => Response.json(overview);
  navigate('/');
  document.body.append(document.createElement('bx-page-view'));
  await eventually(() => alerts().length === 1);
  assert.ok(!document.body.textContent.includes('Loading…'), document.body.textContent);

  overview = { away: [], needs: [], promotions: [] };
  document.querySelector('[role=alert] button').click();
  await eventually(() => document.querySelector('h1')?.textContent === 'Overview' && alerts().length === 0);
});

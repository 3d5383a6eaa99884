import { html, render } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { assert, test } from './testing.js';

/** Some versions of Lit leave a comment behind for each item that is removed: lists of live pages grew for ever. */
test('a list whose items change leaves nothing behind', () => {
  const show = (first) =>
    render(
      html`<ul>
        ${repeat([first, first + 1, first + 2], (number) => number, (number) => html`<li>${number}</li>`)}
      </ul>`,
      document.body,
    );
  show(0);
  const nodes = document.querySelector('ul').childNodes.length;
  for (let first = 1; first <= 100; first++) {
    show(first);
  }
  assert.equal(document.querySelector('ul').childNodes.length, nodes);
});

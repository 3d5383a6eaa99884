/**
 * A question in front of the page. `ask` opens it and answers when it is closed: with the values of its fields, or with
 * undefined if the person does not go on.
 */
import { html, nothing, render } from 'lit';
import { texts } from '../texts/console.js';

/**
 * @param {{title: string, content?: unknown, confirm: string, danger?: boolean}} question content: a template; its
 *     fields with a `name` are in the answer
 * @returns {Promise<Record<string, string> | undefined>}
 */
export function ask({ title, content = nothing, confirm, danger = false }) {
  return new Promise((resolve) => {
    const dialog = document.createElement('dialog');
    dialog.className = 'dialog';
    dialog.setAttribute('aria-labelledby', 'dialog-title');
    let answer;
    const accept = (event) => {
      event.preventDefault();
      answer = Object.fromEntries(new FormData(event.target));
      dialog.close();
    };
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });
    render(
      html`<form class="dialog__body" @submit=${accept}>
        <h2 id="dialog-title">${title}</h2>
        ${content}
        <div class="row row--end">
          <button class="button" type="button" @click=${() => dialog.close()}>${texts.actions.cancel}</button>
          <button class="button ${danger ? 'button--danger' : 'button--primary'}">${confirm}</button>
        </div>
      </form>`,
      dialog,
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** The keys of the editor in a dialog. */
import { html, render } from 'lit';
import { texts } from '../texts/editor.js';

const { keys: words } = texts;

/** @returns {Promise<void>} when it is closed */
export function showEditorKeys() {
  return new Promise((resolve) => {
    const dialog = document.createElement('dialog');
    dialog.className = 'dialog editor-help';
    dialog.setAttribute('aria-labelledby', 'editor-help-title');
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve();
    });
    render(
      html`<div class="dialog__body">
        <h2 id="editor-help-title">${words.title}</h2>
        <p class="muted">${words.lead}</p>
        <div class="editor-help__groups">
          ${words.groups.map(
            ([name, keys]) =>
              html`<section class="stack stack--tight">
                <h3>${name}</h3>
                <dl class="facts">${keys.map(([key, what]) => html`<dt><kbd>${key}</kbd></dt><dd>${what}</dd>`)}</dl>
              </section>`,
          )}
        </div>
        <div class="row row--end"><button class="button button--primary" autofocus @click=${() => dialog.close()}>${words.close}</button></div>
      </div>`,
      dialog,
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** The tools of the editor, as buttons. */
import { html, nothing } from 'lit';
import { texts } from '../texts/editor.js';

/**
 * @param {{document: object, scale: number, hand: boolean, plain: boolean, busy: boolean, saveText: string,
 *     commands: Record<string, () => void>}} editor commands: those of its keys
 */
export function editorToolbar({ document, scale, hand, plain, busy, saveText, commands }) {
  return html`<div class="editor__tools" role="group" aria-label=${texts.tools}>
    ${tool(texts.undo, commands.undo, { disabled: !document.canUndo })} ${tool(texts.redo, commands.redo, { disabled: !document.canRedo })}
    <span class="editor__gap"></span>
    ${tool('−', commands.farther, { name: texts.farther })}
    <span class="editor__zoom small">${texts.zoom(scale)}</span>
    ${tool('+', commands.closer, { name: texts.closer })} ${tool(texts.fit, commands.fit)}
    <span class="editor__gap"></span>
    ${tool(texts.hand, commands.hand, { pressed: hand })} ${tool(texts.showBoxes, commands.boxes, { pressed: !plain })}
    ${tool(texts.help, commands.help)}
    <button class="editor__save button button--primary button--small" ?disabled=${busy} @click=${commands.save}>${saveText}</button>
  </div>`;
}

function tool(text, act, { name, disabled = false, pressed } = {}) {
  return html`<button
    class="button button--small"
    aria-label=${name ?? nothing}
    title=${name ?? nothing}
    aria-pressed=${pressed ?? nothing}
    ?disabled=${disabled}
    @click=${act}
  >
    ${text}
  </button>`;
}

/** The fields of a question that is recorded: why, and by whom where nobody signs in. */
import { html, nothing } from 'lit';
import { asksForCaller, caller, rememberCaller } from '../caller.js';

/**
 * @param {{reason: string, reasonHint: string, name: string, nameHint: string}} texts
 * @param {{focus?: boolean}} [options] focus: the reason is the first thing to write
 */
export const reasonFields = (texts, { focus = true } = {}) => html`
  <label class="field">
    <span class="field__label">${texts.reason}</span>
    <textarea class="textarea" name="reason" required maxlength="1000" ?autofocus=${focus}></textarea>
    <span class="field__hint">${texts.reasonHint}</span>
  </label>
  ${asksForCaller()
    ? html`<label class="field">
        <span class="field__label">${texts.name}</span>
        <input class="input" name="caller" required maxlength="200" autocomplete="name" .value=${caller() ?? ''} />
        <span class="field__hint">${texts.nameHint}</span>
      </label>`
    : nothing}
`;

/**
 * What the fields say, as the services take it. The name is remembered.
 *
 * @param {{reason: string, caller?: string}} fields
 * @returns {{caller: string | undefined, reason: string}}
 */
export function reasonOf(fields) {
  if (asksForCaller()) {
    rememberCaller(fields.caller);
  }
  return { caller: caller(), reason: fields.reason.trim() };
}

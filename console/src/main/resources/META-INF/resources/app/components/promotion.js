/** Promotes a checkpoint by hand, which also rolls back. */
import { html } from 'lit';
import { api } from '../api.js';
import { notify, notifyFailure } from '../notify.js';
import { texts as all } from '../texts/models.js';
import { ask } from './dialog.js';
import { reasonFields, reasonOf } from './reason.js';

const texts = all.promotion;

/**
 * Asks for a reason, and for a name where nobody signs in, and promotes.
 *
 * @param {{model: string, checkpoint: string, present?: string, rollBack?: boolean}} what present: the checkpoint that is
 *     promoted now
 * @returns {Promise<object | undefined>} the promotion; undefined if there is none
 */
export async function promote({ model, checkpoint, present, rollBack = false }) {
  const fields = await ask({
    title: rollBack ? texts.rollBackTitle : texts.title,
    content: question(checkpoint, present),
    confirm: rollBack ? texts.rollBackConfirm : texts.confirm,
    danger: rollBack,
  });
  if (!fields) {
    return undefined;
  }
  try {
    const body = { checkpoint, ...reasonOf(fields) };
    const promotion = await api.post(`/api/evaluator/v1/models/${encodeURIComponent(model)}/promotions`, body);
    notify(texts.done(promotion.generation, checkpoint), 'good');
    return promotion;
  } catch (failure) {
    notifyFailure(failure);
    return undefined;
  }
}

function question(checkpoint, present) {
  return html`<div class="stack">
    <p class="breakable">${texts.text(checkpoint, present)} ${texts.later}</p>
    ${reasonFields(texts)}
  </div>`;
}

/** Starts a rollout, and ends one. */
import { html } from 'lit';
import { end, request, start } from '../models/rollouts.js';
import { notify, notifyFailure } from '../notify.js';
import { texts } from '../texts/rollouts.js';
import { ask } from './dialog.js';
import { reasonFields, reasonOf } from './reason.js';

/**
 * Asks how a checkpoint is to be tried, and starts it.
 *
 * @param {{model: string, checkpoint: string}} what
 * @returns {Promise<object | undefined>} the rollout; undefined if there is none
 */
export async function startRollout({ model, checkpoint }) {
  const fields = await ask({ title: texts.start.title, content: settings(checkpoint), confirm: texts.start.confirm });
  if (!fields) {
    return undefined;
  }
  try {
    const rollout = await start({ ...request(model, checkpoint, fields), ...reasonOf(fields) });
    notify(texts.start.done(rollout.id), 'good');
    return rollout;
  } catch (failure) {
    notifyFailure(failure);
    return undefined;
  }
}

/**
 * Asks why, and ends a rollout.
 *
 * @param {{id: string, mode: string}} rollout
 * @returns {Promise<object | undefined>} the rollout; undefined if it was not ended
 */
export async function endRollout({ id, mode }) {
  const words = texts.stop;
  const content = html`<div class="stack">
    <p>${words.text(mode)}</p>
    ${reasonFields(words)}
  </div>`;
  const fields = await ask({ title: words.title(id), content, confirm: words.confirm, danger: true });
  if (!fields) {
    return undefined;
  }
  try {
    const rollout = await end(id, reasonOf(fields));
    notify(words.done(id), 'good');
    return rollout;
  } catch (failure) {
    notifyFailure(failure);
    return undefined;
  }
}

function settings(checkpoint) {
  const words = texts.start;
  return html`<div class="stack">
    <p class="breakable">${words.text(checkpoint)}</p>
    <div class="field">
      <label class="field__label" for="rollout-mode">${words.mode}</label>
      <select class="select" id="rollout-mode" name="mode" aria-describedby="rollout-mode-hint" autofocus>
        <option value="shadow">${words.modes.shadow}</option>
        <option value="canary">${words.modes.canary}</option>
      </select>
      <p class="field__hint" id="rollout-mode-hint">${words.modeHint}</p>
    </div>
    <div class="rollout__fields">
      ${number('share', words.share, { min: 0.1, max: 100, step: 0.1, value: 10 })}
      ${number('images', words.images, { min: 1, step: 1, value: 1000 })}
      ${number('disagreement', words.disagreement, { min: 0, max: 99.9, step: 0.1, value: 20 })}
      ${number('latencyRatio', words.latencyRatio, { min: 0.1, max: 100, step: 0.1, value: 1.5 })}
      ${number('hours', words.hours, { min: 0.1, max: 720, step: 0.1, value: 24 })}
    </div>
    <label class="check"><input type="checkbox" name="onSuccess" value="promote" /> ${words.onSuccess}</label>
    ${reasonFields(words, { focus: false })}
  </div>`;
}

function number(name, label, { min, max, step, value }) {
  return html`<label class="field">
    <span class="field__label">${label}</span>
    <input class="input" type="number" name=${name} min=${min} max=${max ?? ''} step=${step} value=${value} required />
  </label>`;
}

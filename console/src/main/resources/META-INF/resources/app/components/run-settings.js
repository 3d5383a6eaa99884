/** The fields of the question that starts a run. Fields that do not apply are not there. */
import { html, nothing } from 'lit';
import { asksForCaller, caller, rememberCaller } from '../caller.js';
import { api } from '../api.js';
import { Component } from '../component.js';
import { notify, notifyFailure } from '../notify.js';
import { Resource } from '../resource.js';
import { navigate } from '../router.js';
import { texts as all } from '../texts/training.js';
import { overrides } from '../training/overrides.js';
import { ask } from './dialog.js';

const texts = all.start;

class RunSettings extends Component {
  static properties = {
    recipe: { state: true },
    preset: { state: true },
    length: { state: true },
    stopping: { state: true },
  };

  #offered = new Resource(this, (signal) => api.get('/api/trainer/v1/recipes', { signal }));

  constructor() {
    super();
    Object.assign(this, { recipe: '', preset: '', length: '', stopping: '' });
  }

  render() {
    return html`<div class="stack">
      ${this.#network()}
      <div class="columns">
        ${select('length', texts.length, Object.entries(texts.lengths), (value) => (this.length = value))}
        ${this.length === 'minutes' ? number('minutes', texts.minutes, { min: 0.1, step: 0.1, value: 5, required: true }) : nothing}
        ${this.length === 'epochs' ? number('epochs', texts.epochs, { min: 1, step: 1, value: 20, required: true }) : nothing}
      </div>
      ${select('stopping', texts.stopping, Object.entries(texts.stoppings), (value) => (this.stopping = value))}
      ${this.stopping === 'after'
        ? html`<div class="columns">
            ${number('patience', texts.patience, { min: 1, step: 1, value: 5, required: true })}
            ${number('minimumGain', texts.minimumGain, { min: 0, max: 1, step: 0.001, value: 0.001 })}
          </div>`
        : nothing}
      <details>
        <summary>${texts.further}</summary>
        <div class="columns run-settings__further">
          ${number('batch', texts.batch, { min: 1, step: 1 })} ${number('learningRate', texts.learningRate, { min: 0, step: 'any' })}
          ${number('seed', texts.seed, { min: 0, step: 1 })}
        </div>
      </details>
      ${asksForCaller()
        ? html`<label class="field">
            <span class="field__label">${texts.name}</span>
            <input class="input" name="caller" maxlength="200" autocomplete="name" .value=${caller() ?? ''} />
            <span class="field__hint">${texts.nameHint}</span>
          </label>`
        : nothing}
    </div>`;
  }

  /** Recipe and preset, of those that the trainer has; without its answer, the configured ones. */
  #network() {
    const { configured, recipes = [], presets = [] } = this.#offered.value ?? {};
    const recipe = recipes.find(({ name }) => name === (this.recipe || configured?.recipe));
    const usual = (!this.recipe && configured?.preset) || recipe?.preset;
    const preset = presets.find(({ name }) => name === (this.preset || usual));
    return html`
      ${this.#offered.failure ? html`<p class="notice notice--warning">${texts.notOffered(this.#offered.failure.message)}</p>` : nothing}
      ${select('recipe', texts.recipe, [['', texts.configured(configured?.recipe)], ...recipes.map(({ name }) => [name, name])], (value) => (this.recipe = value), recipe?.description)}
      ${select('preset', texts.preset, [['', texts.ofRecipe(usual)], ...presets.map(({ name }) => [name, name])], (value) => (this.preset = value), preset?.description)}
    `;
  }
}

customElements.define('bx-run-settings', RunSettings);

/** Asks for the settings of a run, starts it, and goes to its page. */
export async function startRun() {
  const fields = await ask({ title: texts.title, content: html`<bx-run-settings></bx-run-settings>`, confirm: texts.confirm });
  if (!fields) {
    return;
  }
  if (asksForCaller()) {
    rememberCaller(fields.caller);
  }
  try {
    const run = await api.post('/api/trainer/v1/runs', overrides(fields), { query: { caller: caller() } });
    notify(texts.started(run.id), 'good');
    navigate(`/training/${run.id}`);
  } catch (failure) {
    notifyFailure(failure);
  }
}

/**
 * Asks whether a run is to be stopped, and stops it.
 *
 * @param {string} id
 * @returns {Promise<object | undefined>} the run after the request; undefined if it was not stopped
 */
export async function stopRun(id) {
  const words = all.stop;
  const sure = await ask({ title: words.title, content: html`<p>${words.text(id)}</p>`, confirm: words.confirm, danger: true });
  if (!sure) {
    return undefined;
  }
  try {
    const run = await api.post(`/api/trainer/v1/runs/${id}/stop`);
    notify(words.stopped(id));
    return run;
  } catch (failure) {
    notifyFailure(failure);
    return undefined;
  }
}

function select(name, label, options, changed = () => {}, hint = '') {
  const id = `run-${name}`;
  return html`<div class="field">
    <label class="field__label" for=${id}>${label}</label>
    <select class="select" id=${id} name=${name} aria-describedby=${hint ? `${id}-hint` : nothing} @change=${(event) => changed(event.target.value)}>
      ${options.map(([value, text]) => html`<option value=${value}>${text}</option>`)}
    </select>
    ${hint ? html`<p class="field__hint" id="${id}-hint">${hint}.</p>` : nothing}
  </div>`;
}

function number(name, label, { min, max, step, value, required = false }) {
  return html`<label class="field">
    <span class="field__label">${label}</span>
    <input class="input" type="number" name=${name} min=${min} max=${max ?? nothing} step=${step} value=${value ?? nothing} ?required=${required} />
  </label>`;
}

/** What a request for a run says beside the configuration. */

/**
 * The body of a request from the fields of the form. Empty fields are left to the configuration.
 *
 * @param {Record<string, string>} fields
 * @returns {object}
 */
export function overrides(fields) {
  const body = {
    recipe: fields.recipe || undefined,
    preset: fields.preset || undefined,
    minutes: fields.length === 'minutes' ? number(fields.minutes) : undefined,
    epochs: fields.length === 'epochs' ? number(fields.epochs) : undefined,
    earlyStopping: earlyStopping(fields),
    batch: number(fields.batch),
    learningRate: number(fields.learningRate),
    seed: number(fields.seed),
  };
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

function earlyStopping({ stopping, patience, minimumGain }) {
  if (stopping === 'never') {
    return { patience: 0 };
  }
  if (stopping !== 'after') {
    return undefined;
  }
  const gain = number(minimumGain);
  return { patience: number(patience), ...(gain === undefined ? {} : { minimumGain: gain }) };
}

function number(text) {
  return text === undefined || text.trim() === '' ? undefined : Number(text);
}

/** What a request for a run says beside the configuration. */

/** The recipes and presets that docs/training.md describes. */
export const RECIPES = ['quick', 'thorough', 'classic'];
export const PRESETS = [
  'boxstream_300_lite0',
  'boxstream_512_lite0',
  'boxstream_300_compact',
  'boxstream_300_mobilenet0.25',
  'ssd_300_mobilenet0.25',
  'ssd_300_resnet34_v1b',
  'ssd_300_vgg16_atrous',
  'ssd_512_mobilenet1.0',
  'ssd_512_mobilenet1.0_relu6',
  'ssd_512_resnet50_v1',
  'ssd_512_resnet50_v1b',
  'ssd_512_vgg16_atrous',
];

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

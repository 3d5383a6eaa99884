/** Texts of the review: its list and its editor. */
import { integer, percent } from '../format.js';

const counted = (boxes) => {
  const counts = new Map();
  boxes.forEach(({ label }) => counts.set(label, (counts.get(label) ?? 0) + 1));
  return [...counts].map(([label, count]) => `${integer(count)} × ${label}`).join(', ');
};

const contradiction = ({ boxes, proposals }) =>
  [
    boxes.length > 0 ? `Labelled: ${counted(boxes)}.` : '',
    proposals.length > 0
      ? `The model finds ${proposals.map(({ label, score }) => `${label} ${percent(score, 0)}`).join(', ')}.`
      : 'The model finds nothing there.',
  ].join(' ');

const things = (count) => (count === 1 ? '1 entry' : `${integer(count)} entries`);

export const texts = {
  title: 'Review',
  lead: 'What people should look at: images that were rejected, labels that look wrong, and traffic that the model is unsure of.',
  queuesLabel: 'Queues',
  queues: { quarantine: 'Quarantine', suspects: 'Suspects', 'hard-examples': 'Hard examples' },
  leads: {
    quarantine: 'Images and labels that were sent and not taken. Mend them, send them in again, or dismiss them.',
    suspects: 'Images of the data set whose labels look wrong, the most likely first.',
    'hard-examples': 'Images of the traffic that the model is unsure of. Labels for them teach it most.',
  },
  unknownQueue: (name) => `There is no queue ${name}.`,

  groups: 'Reasons',
  all: 'All reasons',
  filters: {
    source: 'Source',
    anySource: 'Any source',
    import: 'Import',
    anyImport: 'All imports and uploads',
    oneImport: 'This import only',
    split: 'Split',
    anySplit: 'Any split',
    splits: { train: 'Training', val: 'Validation', test: 'Test' },
    class: 'Class',
    anyClass: 'Any class',
    show: 'Show',
    open: 'Open',
    answered: 'Labelled',
    dismissed: 'Dismissed',
    order: 'Order',
    hardest: 'Hardest first',
    newest: 'Newest first',
    clear: 'Clear filters',
  },

  list: {
    label: (queue) => `Entries of ${queue}`,
    keys: 'Arrow keys move, Space selects, Shift with arrows selects a range, Ctrl A selects all that are shown, Enter opens, Delete dismisses.',
    select: (name) => `Select ${name}`,
    more: 'Load more',
    loading: 'Loading more…',
    end: (count) => (count === 1 ? 'That is the only one.' : `That is all: ${things(count)}.`),
    changed: 'The queue has changed.',
    reload: 'Load again',
    score: (score) => `${Math.round(100 * score)} %`,
    scoreMeans: { suspects: 'How likely something is wrong', 'hard-examples': 'How much it is worth labelling' },
  },
  empty: {
    quarantine: { heading: 'Nothing is in quarantine', text: 'Images that cannot be taken are kept here for 30 days, with the reason.' },
    suspects: { heading: 'Nothing looks wrong', text: 'Images are checked as they come, and against the model after each promotion.' },
    'hard-examples': { heading: 'No hard examples', text: 'They are chosen from the requests that the promoted model answers.' },
    filtered: { heading: 'Nothing fits these filters', text: 'Clear the filters to see the whole queue.' },
  },

  detail: {
    none: 'Choose an entry to see it here.',
    reason: 'Reason',
    advice: 'What to do',
    source: 'Source',
    split: 'Split',
    at: 'Since',
    score: 'Score',
    file: 'File',
    model: 'Model',
    request: 'Request',
    labels: 'Labels',
    imageOf: (name) => `Image ${name}`,
    generation: (model) => `${model.name}, generation ${model.generation}`,
  },
  actions: {
    open: 'Open in the editor',
    dismiss: 'Dismiss',
    restore: 'Restore',
    resubmit: 'Send in again',
    clear: 'Clear selection',
    selectAll: 'Select all that are shown',
    everything: (total) => (total === undefined ? 'Select all of this kind' : `Select all ${integer(total)}`),
  },
  toolbar: 'Selection',
  selected: (count) => `${integer(count)} selected`,
  everything: (total) => (total === undefined ? 'All of this kind are selected' : `All ${integer(total)} are selected`),
  needsScope: 'You may look, but not change labels: your key lacks the scope "label".',

  dismissing: {
    title: (count) => (count === 1 ? 'Dismiss this entry?' : `Dismiss ${count === undefined ? 'all of this kind' : things(count)}?`),
    text: {
      quarantine: 'They leave the quarantine for good. The data set does not change.',
      suspects: 'They stay dismissed until their labels change, or the model finds something else.',
      'hard-examples': 'They stay dismissed, also when they are published again.',
    },
    confirm: 'Dismiss',
  },
  working: (done, total) => (total === undefined ? `${integer(done)}…` : `${integer(done)} of ${integer(total)}…`),
  done: {
    dismiss: (count) => (count === 1 ? 'Dismissed.' : `${things(count)} dismissed.`),
    restore: (count) => (count === 1 ? 'Restored.' : `${things(count)} restored.`),
    resubmit: (count) => (count === 1 ? 'It is in the data set.' : `${things(count)} are in the data set now.`),
  },
  gone: (count) => `Someone else has dealt with ${things(count)} meanwhile.`,
  failed: {
    resubmit: (count, first) => `${things(count)} could not be taken. The first: ${first}`,
    dismiss: (count, first) => `${things(count)} could not be dismissed. The first: ${first}`,
    restore: (count, first) => `${things(count)} could not be restored. The first: ${first}`,
  },

  suspectText: {
    'duplicate-across-splits': (suspect) => `In ${suspect.split}, and nearly the same as an image in ${suspect.otherSplit}.`,
    duplicate: (suspect) => `Nearly the same as another image in ${suspect.split}.`,
    'similar-class-names': (suspect) => `“${suspect.classes[0]}” and “${suspect.classes[1]}” are probably the same class.`,
    'missing-label': contradiction,
    'wrong-class': contradiction,
    'misplaced-box': contradiction,
    'extra-label': contradiction,
  },
  exampleText: (example) =>
    example.boxes.length === 0 ? 'The model found nothing.' : `The model found ${counted(example.boxes)}.`,
  classesName: (classes) => classes.join(' / '),

  reasons: {
    'not-an-image': ['Not an image', 'Convert the image to JPEG, PNG, WebP, BMP or TIFF, and replace the file.'],
    'unsupported-image': ['Unsupported image', 'Convert the image to JPEG, PNG, WebP, BMP or TIFF with one page and 8 bits, and replace the file.'],
    'truncated-image': ['Truncated image', 'The end of the file is missing. Replace it with the complete file.'],
    'crashed-decoder': ['Crashed the decoder', 'The service died twice while it read the image. Save it again with another program, and replace the file.'],
    'image-too-large': ['Image too large', 'Replace the file with a smaller image, or raise the limits boxstream.ingest.image.*.'],
    'missing-image': ['Missing image', 'Add the image that the labels name, or dismiss the entry.'],
    'missing-annotation': ['Missing labels', 'Draw the boxes. An image without boxes says that it shows nothing to detect.'],
    'unreadable-annotation': ['Unreadable labels', 'The labels cannot be read at the place that the detail names. Draw the boxes again.'],
    'box-outside-image': ['Box outside the image', 'Less than half of a box is inside the image. Move or delete it.'],
    'empty-box': ['Empty box', 'A box has no area. Draw it again or delete it.'],
    'unknown-class': ['Unknown class', 'Correct the class of the boxes, or add it to boxstream.ingest.classes and send the image in again.'],
    'size-mismatch': ['Size does not match', 'The labels belong to another version of the image. Replace the file, or correct the boxes.'],
    'not-listed': ['Not in a list', 'No list of the data set names the image. Choose a split and send it in again.'],
    'split-leakage': ['Split leakage', 'Nearly the same image is in another split. Send it in again with that split, or dismiss it.'],
    'conflicting-annotation': ['Conflicting labels', 'The same image came with two different sets of labels. Send it in again if these are right, or dismiss it.'],
    'duplicate-across-splits': ['Duplicate across splits', 'The model is scored with an image that it was trained on. Remove one of the two.'],
    duplicate: ['Duplicate', 'Two images of a split are nearly the same. Remove one of them if it adds nothing.'],
    'similar-class-names': ['Similar class names', 'Merge the two classes if they mean the same.'],
    'doubled-box': ['Doubled box', 'Boxes lie nearly on top of each other. Delete the one that is too much.'],
    'unusual-box': ['Unusual box', 'A box is far larger, smaller, wider or higher than others of its class. Check its class and its size.'],
    'missing-label': ['Missing label', 'The model finds an object without a box. Accept its box, or dismiss the suspect if the model is wrong.'],
    'wrong-class': ['Wrong class', 'The model finds another class. Correct the class, or dismiss the suspect if the model is wrong.'],
    'misplaced-box': ['Misplaced box', 'The model finds the object beside its box. Move the box, or dismiss the suspect if the model is wrong.'],
    'extra-label': ['Extra label', 'The model finds nothing in the box. Delete the box, or dismiss the suspect if the model is wrong.'],
    'low-confidence': ['Low confidence', 'The scores are low. Accept the boxes that are right, draw those that are missing, and save.'],
    'many-near-threshold': ['Near the threshold', 'Many scores are near the threshold. Accept the boxes that are right, and save.'],
    'conflicting-classes': ['Conflicting classes', 'Boxes of several classes lie on one object. Accept the right one, and save.'],
    'nothing-found': ['Nothing found', 'The model found nothing. Draw what it missed; without boxes the image says that it shows nothing.'],
    'generations-disagree': ['Generations disagree', 'Two generations of the model found different things. Accept the boxes that are right, and save.'],
    drift: ['Drift', 'The image is typical of how the traffic differs from the validation images. Accept the boxes that are right, draw those that are missing, and save.'],
  },
};

/** Boxes by class, as `2 × hat, 1 × person`. */
export const countedBoxes = counted;

/** The name of a reason. */
export const reasonName = (code) => texts.reasons[code]?.[0] ?? code;

/** What to do about a reason. */
export const reasonAdvice = (code) => texts.reasons[code]?.[1] ?? '';

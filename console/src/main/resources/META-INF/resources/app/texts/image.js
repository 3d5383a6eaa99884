/** Texts of the page of an image and of its editor. */
import { texts as frame } from './console.js';
import { bytes, decimal, integer, percent } from '../format.js';

const boxes = (number) => `${integer(number)} ${number === 1 ? 'box' : 'boxes'}`;

/** The title of the window. */
export const documentTitle = (title) => `${title} · ${frame.brand}`;

export const texts = {
  boxes,
  edit: 'Edit',
  remove: 'Delete…',
  previous: 'Previous',
  next: 'Next',
  keys: 'Left and right arrow keys go to the images before and after.',
  pager: 'Images of this filter',
  position: (index, number) => `${integer(index + 1)} of ${number}`,
  all: 'All images',
  suspect: {
    title: 'This image looks wrong',
    all: 'Review what looks wrong',
  },
  missing: {
    title: 'There is no such image',
    text: 'It was deleted, or the address is wrong.',
    action: 'Show all images',
  },
  image: {
    alt: (name) => `Image ${name}`,
    labels: 'Labels',
    champion: 'Detections',
    threshold: 'Lowest score',
    score: (value) => percent(value, 0),
    detecting: 'Detecting…',
    found: (shown, all, millis, generation) => `${integer(shown)} of ${integer(all)} detections shown; generation ${integer(generation)}, ${decimal(millis, 0)} ms`,
    noModel: 'No model serves yet: train and promote one.',
    earlier: 'Labels before this change',
  },
  facts: {
    title: 'Image',
    name: 'Name',
    split: 'Split',
    size: 'Size',
    sizeOf: ({ width, height, size, format }) => `${integer(width)} × ${integer(height)}, ${format.toUpperCase()}, ${bytes(size)}`,
    source: 'Source',
    added: 'Added',
    changed: 'Labels from',
    by: (caller) => ` by ${caller}`,
    id: 'Id',
    file: 'Open the file',
    labels: 'Labels',
    noBoxes: 'no boxes',
  },
  history: {
    title: 'History of the labels',
    now: 'Now',
    first: 'First labels',
    none: 'These are the first labels of the image.',
    changes: ({ added, removed, moved, relabelled, marked }) =>
      [
        [added, 'added'],
        [removed, 'removed'],
        [moved, 'moved'],
        [relabelled, 'with another class'],
        [marked, 'marked difficult or not'],
      ]
        .filter(([number]) => number > 0)
        .map(([number, what]) => `${boxes(number)} ${what}`)
        .join(', ') || 'the same boxes',
    show: 'Show',
    restore: 'Restore',
    restoreLabel: (when) => `Restore the labels of ${when}`,
    restored: 'The earlier labels are back.',
  },
  removeAsked: {
    title: 'Delete this image?',
    text: 'It is taken out of the data set. This cannot be undone here; from the grid it can.',
    confirm: 'Delete',
    done: 'The image was deleted.',
  },
  editor: {
    title: (name) => `Edit ${name}`,
    back: 'Back to the image',
    saved: 'Saved.',
    nothing: 'Nothing was changed.',
    suggesting: 'Asking the model…',
    noSuggestions: 'The model suggests nothing that is not labelled.',
    noModel: 'No suggestions: no model serves yet.',
    caller: 'Your name',
    callerHint: 'for the history of the labels',
  },
  conflict: {
    title: 'Someone else changed these labels',
    lead: (caller) =>
      `${caller ? `${caller} saved` : 'Somebody saved'} other labels while you edited. Nothing is lost: choose box by box, and save what comes of it.`,
    mine: 'Mine',
    theirs: 'Theirs',
    result: 'Result',
    agreed: (number) => `${boxes(number)} the same in both versions.`,
    difference: (index) => `Difference ${index + 1}`,
    contradiction: 'both changed it',
    both: 'Both',
    absent: 'no box',
    allMine: 'Take mine everywhere',
    allTheirs: 'Take theirs everywhere',
    edit: 'Go on editing with the result',
    save: 'Save the result',
    differenceOf: ({ base, mine, theirs }) => {
      if (!base) {
        return mine && theirs ? 'New box in both' : mine ? 'You added a box' : 'They added a box';
      }
      if (!mine || !theirs) {
        return mine ? 'They removed a box' : 'You removed a box';
      }
      return 'Changed box';
    },
    box: ({ label, xMin, yMin, xMax, yMax, difficult }) =>
      `${label}, ${Math.round(xMax - xMin)} × ${Math.round(yMax - yMin)} at ${Math.round(xMin)}, ${Math.round(yMin)}${difficult ? ', difficult' : ''}`,
  },
};

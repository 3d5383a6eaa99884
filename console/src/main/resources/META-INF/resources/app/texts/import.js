/** Texts of the import. */
import { integer } from '../format.js';

const files = (count) => (count === 1 ? '1 file' : `${integer(count)} files`);
const images = (count) => (count === 1 ? '1 image' : `${integer(count)} images`);

export const texts = {
  title: 'Import',
  lead: 'Images with labels as Pascal VOC, COCO, YOLO, Label Studio, CVAT or Create ML files. The format is recognised.',
  needsScope: 'You may look, but not import: your key lacks the scope "label".',

  drop: {
    title: 'Drop a folder or an archive here',
    text: 'A folder is sent as it is. An archive is a zip, a tar or a tar.gz.',
    over: 'Let go to import it',
    folder: 'Choose a folder',
    archive: 'Choose an archive',
    label: 'What to import',
    reading: (count) => `Reading the folder: ${files(count)}…`,
    nothing: 'There are no files in it.',
    unreadable: (name) => `${name} cannot be read. Is it still there?`,
    unreadableNow: (name) => `${name} has changed or gone while it was sent. Import it again.`,
  },

  sending: {
    heading: 'Being sent',
    what: (name, count) => (count > 1 ? `${name}, ${files(count)}` : name),
    skipped: (count) => `${files(count)} of the operating system or hidden left out`,
    waiting: 'Waits for the one before',
    packing: (packed, total) => `Packing: ${integer(packed)} of ${files(total)}`,
    progress: (sent, total) => `${sent} of ${total}`,
    rate: (rate, left) => `${rate} a second, ${left} left`,
    checking: 'Sent. The archive is checked…',
    cancel: 'Cancel',
    failed: 'Not imported',
    again: 'Try again',
    remove: 'Remove',
  },

  imports: {
    heading: 'Imports',
    empty: { heading: 'Nothing has been imported yet', text: 'Drop a folder or an archive above.' },
    cancel: 'Cancel',
    cancelTitle: 'Cancel this import?',
    cancelText: 'What it has taken already stays in the data set. The rest is not taken.',
    cancelConfirm: 'Cancel the import',
    more: 'Show earlier ones',
  },
  states: { RECEIVING: 'Being sent', RUNNING: 'Running', DONE: 'Done', FAILED: 'Failed', CANCELLED: 'Cancelled' },
  unrecognised: 'Format not recognised yet',
  by: (caller) => `by ${caller}`,
  took: (time) => `took ${time}`,
  progress: (done, total) => `${integer(done)} of ${images(total)}`,
  received: (come, total) => `${come} of ${total} have come`,
  counts: {
    accepted: 'Taken',
    relabelled: 'with new labels',
    duplicates: 'Already there',
    rejected: 'Rejected',
    pending: 'Waiting',
    left: 'Not looked at',
  },
  facts: {
    splits: 'Splits',
    split: (name, count) => `${{ train: 'training', val: 'validation', test: 'test' }[name] ?? name} ${integer(count)}`,
    classes: 'Classes',
    clipped: 'Clipped boxes',
    clippedBoxes: ({ boxes, images: count }) => `${integer(boxes)} in ${images(count)}`,
    id: 'Import',
  },
  rejections: 'Rejected, by reason',
  warnings: 'Warnings',
  quarantine: 'Show them in quarantine',
  dataSet: 'Show its images',

  advice: {
    'not-an-archive': 'Send a zip, a tar or a tar.gz. If it is one, it is damaged: make it again.',
    'unknown-layout': 'Put the images and their labels into one folder or archive.',
    'no-images': 'Put the images into the folder or archive too.',
    'unusable-labels': 'Correct the file that is named, or export the labels again.',
    'unsafe-entry-name': 'Pack the archive again, without absolute paths and without “..”.',
    'duplicate-entry': 'Pack the archive again, with each file once.',
    'unsupported-entry': 'Pack the files themselves instead of links to them.',
    'archive-too-large': 'Import it in several parts, or raise boxstream.ingest.archive.*.',
    'too-many-imports': 'Wait until one of the running imports has ended.',
    'import-cancelled': 'Someone has cancelled it. Send it again if that was a mistake.',
    'too-many-requests': 'Wait a little and try again.',
    'disk-full': 'Make room on the disk of ingest-service, then try again.',
    'not-ready': 'ingest-service has just started. Try again in a moment.',
    'log-unavailable': 'The broker does not answer. Try again when it runs.',
    'service-unavailable': 'Try again when ingest-service runs.',
    forbidden: 'Ask for a key with the scope “label”.',
  },
};

/** Texts of the overview. */
import { decimal, duration, integer, percent, rate, short } from '../format.js';
import { serviceName } from './services.js';

const plural = (count, one, many) => `${integer(count)} ${count === 1 ? one : many}`;

export const texts = {
  title: 'Overview',
  loop: 'The loop',
  needs: 'Needs attention',
  promotions: 'Last promotions',
  unknown: '–',
  away: (name) => `${serviceName(name)} does not answer.`,

  nodes: {
    intake: {
      name: 'Images in',
      rate: (perSecond) => `${rate(perSecond)} a second`,
      idle: 'Idle',
      records: (count) => `${plural(count, 'record', 'records')} on the log`,
    },
    dataSet: {
      name: 'Data set',
      value: (images) => plural(images, 'image', 'images'),
      splits: ({ train, val, test }) => `${short(train)} training · ${short(val)} validation · ${short(test)} test`,
      boxes: (boxes, classes) => `${plural(boxes, 'box', 'boxes')} of ${plural(classes, 'class', 'classes')}`,
      days: 'New images a day',
      day: ({ date, images }) => `${date}: ${integer(images)}`,
    },
    run: {
      name: 'Training',
      none: 'No run yet',
      states: { QUEUED: 'Waiting', RUNNING: 'Training', COMPLETED: 'Completed', STOPPED: 'Stopped', FAILED: 'Failed' },
      done: (share) => percent(share, 0),
      epochs: (epoch, epochs) => `epoch ${integer(epoch)} of ${integer(epochs)}`,
      left: (seconds) => `${duration(seconds)} left`,
      speed: (perSecond) => `${rate(perSecond)} images a second`,
      start: 'Start one, or wait until enough images have changed.',
    },
    checkpoints: {
      name: 'Checkpoints',
      value: (count) => integer(count),
      ofRun: 'of the latest run',
      none: 'None yet',
      evaluated: (voc07) => `Latest: mAP ${decimal(voc07)}`,
      promoted: 'promoted',
      notPromoted: 'not promoted',
    },
    model: {
      name: 'Served',
      value: (generation) => `Generation ${integer(generation)}`,
      map: (voc07) => `mAP ${decimal(voc07)}`,
      classes: (count) => plural(count, 'class', 'classes'),
      none: 'No model yet',
      noneText: 'The first checkpoint that is good enough is served by itself.',
    },
    detections: {
      name: 'Detections',
      rate: (perSecond) => `${rate(perSecond)} a second`,
      idle: 'Idle',
      total: (count) => `${plural(count, 'answer', 'answers')} over Kafka`,
      waiting: (count) => `${plural(count, 'request', 'requests')} not answered yet`,
    },
    hardExamples: {
      name: 'Hard examples come back',
      count: (count) => `${integer(count)} ${count === 1 ? 'waits' : 'wait'} for labels`,
      none: 'None wait for labels',
    },
  },

  nothingNeeded: 'Nothing. Everything works and nothing waits for you.',
  needTexts: {
    away: ({ about }) => `${serviceName(about)} does not answer`,
    down: ({ about }) => `${serviceName(about)} reports a problem`,
    quarantine: ({ count }) => `${plural(count, 'image', 'images')} in quarantine`,
    suspects: ({ count }) => `${plural(count, 'label looks', 'labels look')} wrong`,
    'hard-examples': ({ count }) => plural(count, 'hard example', 'hard examples'),
    leaks: ({ about, count }) => `${plural(count, 'image', 'images')} of ${about} nearly the same as in training`,
    'run-failed': () => 'The last run failed',
    'served-behind': ({ about }) => `Generation ${about} is promoted and not served`,
    lag: ({ about, count }) => `${plural(count, 'record', 'records')} of ${about} wait`,
    'dead-letters': ({ about, count }) => `${plural(count, 'record', 'records')} of ${about} could not be handled`,
    disk: ({ about }) => `The disk of ${serviceName(about)} is nearly full`,
    'refused-images': ({ about, count }) => `${plural(count, 'image has', 'images have')} killed ${serviceName(about)}`,
  },
  needHints: {
    away: 'What it shows stays as it was. Start it again, or look at its log.',
    down: 'Its checks say what is wrong.',
    quarantine: 'Mend them and send them in again, or dismiss them.',
    suspects: 'Correct them, or say that nothing is wrong.',
    'hard-examples': 'Traffic that the model is unsure of. Labels for it teach most.',
    leaks: 'Scores are better than they should be. Delete one of each pair.',
    'run-failed': 'The run says why.',
    'served-behind': 'The health of inference-service says why.',
    lag: 'Changes show later until its reader has caught up.',
    'dead-letters': 'They are on the dead-letter topic, with the reason.',
    disk: 'Make room before the service stops.',
    'refused-images': 'They are not read again.',
  },
  alerts: {
    title: 'Alerts of Prometheus',
    of: (name) => `${name}, began`,
    more: (count) => `${plural(count, 'more alert', 'more alerts')} in Prometheus`,
    away: 'Prometheus does not answer. Its last answer came',
    awayHint: 'Its alerts are unknown; the console’s own checks go on.',
  },
  more: 'Everything about operations',

  generation: (generation) => `Generation ${integer(generation)}`,
  by: (decidedBy, caller) => (decidedBy === 'hand' ? `by ${caller ?? 'hand'}` : 'by the policy'),
  score: (voc07) => `mAP ${decimal(voc07)}`,
  noPromotions: 'No checkpoint has been promoted yet.',
  allModels: 'All checkpoints',

  begin: {
    title: 'How to begin',
    lead: 'Nothing is here yet. Three steps, and the loop runs by itself:',
    next: 'The loop is not closed yet.',
    steps: {
      import: { title: 'Bring labelled images', text: 'Drop a folder or an archive with labels of Pascal VOC, COCO, YOLO, Label Studio, CVAT or Create ML.', action: 'Import images' },
      train: { title: 'Train', text: 'Start a run. Later ones begin by themselves when enough images have changed.', action: 'Start a run' },
      detect: { title: 'Detect', text: 'The first checkpoint that is good enough is served by itself. Then try it on an image.', action: 'Try it' },
    },
    done: 'Done',
  },
};

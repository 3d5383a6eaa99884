/** Texts of the page of operations: what it shows, and what an operator does about it. */
import { bytes, decimal, duration, integer, percent } from '../format.js';
import { serviceName } from './services.js';

const plural = (count, one, many) => `${integer(count)} ${count === 1 ? one : many}`;

export const texts = {
  title: 'Operations',
  lead: 'The services, the broker and this console, and what to do when something is wrong. Alerts over time are the task of Prometheus.',
  services: 'Services',
  lag: 'Lag',
  lagTable: 'Lag by topic',
  queues: 'What waits',
  queuesTable: 'What waits, by queue',
  dashboards: 'Dashboards',
  name: serviceName,
  unknown: '–',
  states: { UP: 'Up', DOWN: 'Problem', AWAY: 'Away' },
  kinds: { UP: 'good', DOWN: 'bad', AWAY: 'bad' },
  since: 'since',
  notMeasured: 'Your key does not have the scope metrics: lag, memory, disk and queues are not shown.',
  measured: 'Measured',

  facts: {
    version: 'Version',
    uptime: 'Runs for',
    cpu: 'Processors',
    resident: 'Memory',
    heap: 'Java heap',
    outside: 'Outside Java',
    disk: 'Disk',
    browsers: 'Browsers',
  },
  uptime: duration,
  processors: (count) => decimal(count, 1),
  bytes,
  heap: (used, max) => (max > 0 ? `${bytes(used)} of ${bytes(max)}` : bytes(used)),
  disk: (free, size) => `${bytes(free)} free of ${bytes(size)}`,
  browsers: (count) => `${count} connected`,
  down: 'Down',
  checks: (count) => plural(count, 'check', 'checks'),
  check: ({ name, data }) => `${name}${Object.keys(data).length > 0 ? `: ${Object.entries(data).map(([key, value]) => `${key} ${value}`).join(', ')}` : ''}`,

  columns: { topic: 'Topic', service: 'Read by', lag: 'Records behind', deadLetters: 'Not handled', queue: 'Queue', waiting: 'Waiting' },
  lagUnknown: 'unknown',
  noLag: 'No service measures its lag now.',
  queueNames: {
    imports: 'Archives that are imported or wait',
    'unchecked-images': 'Images that wait for the checks of labels',
    'webhook-deliveries': 'Deliveries of labelling tools',
    'queued-runs': 'Training runs',
    'labels-to-check': 'Records whose labels the served model has not seen',
    'images-for-the-engine': 'Images that wait for the engine',
  },
  noQueues: 'No service measures its queues now.',

  advice: 'What to do',
  advices: {
    away: (name) =>
      name === 'broker'
        ? 'Start the broker, or mend the network to it. Services go on by themselves; nothing that was acknowledged is lost.'
        : `Look at the log of ${serviceName(name)} and start it again. It goes on where it was; the pages say what is missing meanwhile.`,
    down: (name) => `The checks below say what ${serviceName(name)} waits for: most often the broker or the object store. It goes on by itself when they answer.`,
    heap: 'The heap is nearly full: give the process more memory (-Xmx), or look for the image or request that needs it.',
    disk: 'The disk is nearly full: make room, or move the work folder to a larger disk. When it is full, the service stops.',
    lag: 'A reader is behind. If the number falls, wait. If it stays, the log of the service says what it repeats.',
    deadLetters: 'Records could not be handled. Read them, with the reason, on the topic of the same name with .dlq.',
    refusedImages: (count) => `${plural(count, 'image has', 'images have')} killed the process twice and ${count === 1 ? 'is' : 'are'} not read again. The log names them.`,
  },
  noDashboards: 'None are configured: boxstream.console.dashboards.NAME=ADDRESS adds a link, for example to Grafana.',
  more: 'docs/operations.md says more about each of these.',
  full: (share) => percent(share, 0),
};

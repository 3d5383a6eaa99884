import '/app/components/away-banner.js';
import '/app/components/loop.js';
import { live } from '/app/live.js';
import { isClosed } from '/app/overview/begin.js';
import { alertList } from '/app/overview/alerts.js';
import { needList } from '/app/overview/needs.js';
import { render } from 'lit';
import { stations, wayBack } from '/app/overview/stations.js';
import { kafkaTables } from '/app/operations/kafka-tables.js';
import { adviceFor, serviceCard } from '/app/operations/service-card.js';
import { assert, eventually, test } from './testing.js';

/** Shows content on the page. */
function draw(content) {
  const place = document.createElement('div');
  document.body.replaceChildren(place);
  render(content, place);
}

const OVERVIEW = {
  away: [],
  dataSet: { images: 196, boxes: 213, classes: 1, train: 136, val: 20, test: 40, days: [] },
  run: { id: 'r 1', state: 'RUNNING', epoch: 2, epochs: 4, step: 50, steps: 100, imagesPerSecond: 14, etaSeconds: 80 },
  checkpoints: 3,
  evaluation: { checkpoint: 'c', voc07: 0.75, promoted: true, reason: '', at: '' },
  model: { model: 'detector', generation: 7, voc07: 0.5, classes: ['raccoon'] },
  promotions: [],
  needs: [],
};
const COUNTS = { images: 200, imagesPerSecond: 2.5, requests: 10, requestsPerSecond: 0, detections: 8, detectionsPerSecond: 0 };

/** What a component shows, one entry an element of a class. */
const words = (element, name) => [...element.querySelectorAll(name)].map(({ textContent }) => textContent.trim());

function health(states) {
  live.dispatchEvent(
    new CustomEvent('health', { detail: Object.fromEntries(Object.entries(states).map(([name, state]) => [name, { state, checks: [] }])) }),
  );
}

test('the stations of the loop say what the services and the topics say', () => {
  const { intake, run, model, detections } = stations(OVERVIEW, COUNTS);
  assert.equal(intake.value, '2.5 a second');
  assert.ok(intake.flowing);
  assert.equal(run.href, '/training/r%201');
  assert.equal(run.share, 0.5);
  assert.equal(model.value, 'Generation 7');
  assert.equal(detections.value, 'Idle');
  assert.ok(!detections.flowing);
});

test('a station whose service is away says so', () => {
  const { intake, run, dataSet } = stations({ ...OVERVIEW, run: undefined, away: ['trainer'] }, undefined);
  assert.equal(intake.value, '–');
  assert.equal(run.lines, ['trainer-service does not answer.']);
  assert.ok(run.bad);
  assert.equal(dataSet.value, '196 images');
  assert.equal(wayBack({ ...OVERVIEW, away: ['ingest'] }), '–');
});

test('the way back counts hard examples', () => {
  assert.equal(wayBack({ away: [], needs: [{ kind: 'hard-examples', count: 1200 }] }), '1,200 wait for labels');
});

test('first steps are shown until a model is served', () => {
  assert.ok(isClosed(OVERVIEW));
  assert.ok(!isClosed({ ...OVERVIEW, model: undefined }));
  assert.ok(isClosed({ ...OVERVIEW, model: undefined, away: ['inference'] }));
});

test('text of others stays text in the picture of the loop', async () => {
  const loop = document.createElement('bx-loop');
  const nodes = stations({ ...OVERVIEW, run: { ...OVERVIEW.run, state: 'FAILED', detail: '<img src=x onerror=alert(1)>' } }, COUNTS);
  Object.assign(loop, { nodes, back: '' });
  document.body.append(loop);
  await loop.updateComplete;
  assert.equal(loop.querySelectorAll('img').length, 0);
  assert.ok(words(loop, '.loop__line').includes('<img src=x onerror=alert(1)>'));
});

test('the banner names what is away and disappears by itself', async () => {
  const banner = document.createElement('bx-away-banner');
  document.body.append(banner);
  await banner.updateComplete;
  const shown = () => banner.querySelector('.away-banner');
  assert.ok(shown().hidden);
  health({ ingest: 'UP', trainer: 'AWAY', broker: 'AWAY', inference: 'DOWN' });
  await eventually(() => !shown().hidden);
  assert.equal(words(banner, 'span'), ['trainer-service and Kafka do not answer. inference-service reports a problem.']);
  health({ ingest: 'UP', trainer: 'UP', broker: 'UP', inference: 'UP' });
  await eventually(() => shown().hidden);
});

test('operators are told what to do about a full disk and a service that is away', () => {
  assert.equal(adviceFor('ingest', { state: 'UP' }, { diskFreeBytes: 50, diskSizeBytes: 100 }).length, 0);
  assert.equal(adviceFor('ingest', { state: 'UP' }, { diskFreeBytes: 9, diskSizeBytes: 100 }).length, 1);
  assert.ok(adviceFor('trainer', { state: 'AWAY' }, undefined)[0].includes('trainer-service'));
});

const ALERTS = { away: false, since: '2026-11-29T20:00:00Z', items: [], more: 0, link: 'http://127.0.0.1:9090/alerts' };

test('alerts that fire are shown with their annotations, since when, and a link', () => {
  const alert = { name: 'BoxstreamServiceDown', critical: true, summary: 'The <b>evaluator</b> is away', description: 'For a minute.', since: '2026-11-29T20:00:00Z' };
  draw(alertList({ ...ALERTS, items: [alert], more: 2 }));
  const link = document.querySelector('.needs__item--bad');
  assert.equal(link.href, ALERTS.link);
  assert.ok(link.textContent.includes('The <b>evaluator</b> is away'));
  assert.ok(link.textContent.includes('For a minute.'));
  assert.ok(link.querySelector('bx-time').value.includes('2026-11-29'));
  assert.ok(document.body.textContent.includes('2 more alerts'));
});

test('Prometheus that is away is said to be, and hides that nothing else needs anybody', () => {
  const away = { ...ALERTS, away: true };
  draw([alertList(away), needList([], away)]);
  assert.ok(document.body.textContent.includes('Prometheus does not answer'));
  assert.equal(document.querySelectorAll('.needs__none').length, 0);
});

test('without Prometheus the console shows its own checks', () => {
  draw([alertList(undefined), needList([], undefined)]);
  assert.equal(document.querySelectorAll('.needs__none').length, 1);
});

const KAFKA = {
  answers: true,
  at: '2026-11-29T20:00:00Z',
  nodes: 3,
  topics: [{ name: 'detections', partitions: 3, unhealthy: 1, records: 60, end: 1500, perSecond: 12 }],
  groups: [{ name: 'boxstream-inference', state: 'Empty', members: 0, lag: 500 }],
  moreGroups: 2,
};

test('topics and groups of Kafka are shown, and what is wrong with them', () => {
  draw(kafkaTables(KAFKA));
  assert.equal(words(document, 'td'), ['detections', '3, 1 unhealthy', '60', '1,500', '12.0', 'boxstream-inference', 'Nobody reads', '0', '500']);
  assert.equal(words(document, '.badge--warning'), ['Nobody reads', '500']);
  assert.ok(document.body.textContent.includes('2 more groups'));
  draw(kafkaTables({ ...KAFKA, answers: false }));
  assert.ok(document.body.textContent.includes('Kafka does not answer'));
  draw(kafkaTables(undefined));
  assert.equal(document.querySelectorAll('table').length, 0);
});

test('the card of Kafka says what is most worth knowing', () => {
  draw(serviceCard({ name: 'broker', health: { state: 'UP', checks: [], since: '2026-11-29T20:00:00Z' }, kafka: KAFKA }));
  assert.equal(words(document, 'dd'), ['3', '1 with 3 partitions', '1 without a leader or with a replica behind', '12 records a second', '1, 500 records behind']);
});

/** What the stations of the loop say, from the overview and the counts of the topics. */
import { texts } from '../texts/overview.js';

const { nodes } = texts;

/**
 * @param {object} overview as `/api/overview` answers
 * @param {object | undefined} counts the latest event `counts`
 * @returns {Record<string, {href: string, value: string, lines: string[], flowing?: boolean, bad?: boolean, share?: number,
 *     badge?: {kind: string, text: string}, days?: object[]}>} by station
 */
export function stations(overview, counts) {
  const away = (service) => overview.away.includes(service);
  return {
    intake: intake(counts),
    dataSet: away('ingest') ? unknown('/images', 'ingest') : dataSet(overview.dataSet),
    run: away('trainer') ? unknown('/training', 'trainer') : run(overview.run),
    checkpoints: away('evaluator') && away('trainer') ? unknown('/models', 'evaluator') : checkpoints(overview),
    model: away('inference') ? unknown('/models', 'inference') : model(overview),
    detections: detections(counts),
  };
}

/** What the way back says: hard examples that wait for labels. */
export function wayBack({ needs, away }) {
  if (away.includes('ingest')) {
    return texts.unknown;
  }
  const waiting = needs.find(({ kind }) => kind === 'hard-examples');
  return waiting ? nodes.hardExamples.count(waiting.count) : nodes.hardExamples.none;
}

function unknown(href, service) {
  return { href, value: texts.unknown, lines: [texts.away(service)], bad: true };
}

function intake(counts) {
  if (!counts) {
    return { href: '/import', value: texts.unknown, lines: [] };
  }
  const flowing = counts.imagesPerSecond > 0;
  return {
    href: '/import',
    value: flowing ? nodes.intake.rate(counts.imagesPerSecond) : nodes.intake.idle,
    lines: [nodes.intake.records(counts.images)],
    flowing,
  };
}

function dataSet(facts) {
  if (!facts) {
    return { href: '/images', value: texts.unknown, lines: [] };
  }
  return {
    href: '/images',
    value: nodes.dataSet.value(facts.images),
    lines: facts.images > 0 ? [nodes.dataSet.splits(facts), nodes.dataSet.boxes(facts.boxes, facts.classes)] : [],
    days: facts.days.length > 1 ? facts.days : undefined,
  };
}

const RUN_BADGES = { QUEUED: '', RUNNING: 'accent', COMPLETED: 'good', STOPPED: 'warning', FAILED: 'bad' };

function run(facts) {
  if (!facts) {
    return { href: '/training', value: nodes.run.none, lines: [nodes.run.start] };
  }
  const running = facts.state === 'RUNNING';
  const share = facts.steps > 0 ? Math.min(1, facts.step / facts.steps) : 0;
  const lines = facts.epochs > 0 ? [nodes.run.epochs(facts.epoch, facts.epochs)] : [];
  if (running) {
    lines.push([facts.etaSeconds === undefined ? '' : nodes.run.left(facts.etaSeconds), nodes.run.speed(facts.imagesPerSecond)].filter(Boolean).join(' · '));
  } else if (facts.detail) {
    lines.push(facts.detail);
  }
  return {
    href: `/training/${encodeURIComponent(facts.id)}`,
    value: nodes.run.done(share),
    share: running ? share : undefined,
    badge: { kind: RUN_BADGES[facts.state] ?? '', text: nodes.run.states[facts.state] ?? facts.state },
    lines,
    flowing: running,
    bad: facts.state === 'FAILED',
  };
}

function checkpoints({ checkpoints: count, evaluation }) {
  const lines = count === undefined ? [] : [nodes.checkpoints.ofRun];
  if (evaluation) {
    lines.push(
      `${nodes.checkpoints.evaluated(evaluation.voc07)}, ${evaluation.promoted ? nodes.checkpoints.promoted : nodes.checkpoints.notPromoted}`,
    );
  }
  return { href: '/models', value: count === undefined ? nodes.checkpoints.none : nodes.checkpoints.value(count), lines };
}

function model({ model: served }) {
  if (!served) {
    return { href: '/models', value: nodes.model.none, lines: [nodes.model.noneText] };
  }
  return {
    href: '/models',
    value: nodes.model.value(served.generation),
    lines: [[nodes.model.map(served.voc07), nodes.model.classes(served.classes?.length ?? 0)].join(' · ')],
  };
}

function detections(counts) {
  if (!counts) {
    return { href: '/live', value: texts.unknown, lines: [] };
  }
  const waiting = Math.max(0, counts.requests - counts.detections);
  const flowing = counts.detectionsPerSecond > 0;
  return {
    href: '/live',
    value: flowing ? nodes.detections.rate(counts.detectionsPerSecond) : nodes.detections.idle,
    lines: [nodes.detections.total(counts.detections), ...(waiting > 0 && counts.requestsPerSecond > 0 ? [nodes.detections.waiting(waiting)] : [])],
    flowing,
  };
}

/** The points of a run's charts, from the console's view and from events as they come. */
const AT_MOST = 3000;

/**
 * @typedef {{step: number, epoch: number, losses: Record<string, number>, learningRate: number, imagesPerSecond: number,
 *     at: string}} Point
 */

/**
 * The point that an event of the kind `progress` stands for.
 *
 * @param {object} progress
 * @param {string} at when it came
 * @returns {Point}
 */
export function pointOf({ step, epoch, crossEntropy, smoothL1, learningRate, imagesPerSecond }, at) {
  return { step, epoch, losses: losses(crossEntropy, smoothL1), learningRate, imagesPerSecond, at };
}

/**
 * Points with one more. A run that resumes after a crash goes back to its last checkpoint: what it repeats replaces what
 * was there. Of too many points every other one goes, so that a page that is open for days keeps its size.
 *
 * @param {Point[]} points by step
 * @param {Point} point
 * @returns {Point[]}
 */
export function withPoint(points, point) {
  const kept = points.filter(({ step }) => step < point.step);
  const all = [...kept, point];
  return all.length > AT_MOST ? all.filter((_, index) => index % 2 === (all.length - 1) % 2) : all;
}

/**
 * A run as it is after an event of the kind `progress`.
 *
 * @param {object} run as the trainer describes it
 * @param {object} progress
 */
export function withProgress(run, progress) {
  const { state, epoch, epochs, step, steps, crossEntropy, smoothL1, learningRate, imagesPerSecond, etaSeconds, detail } = progress;
  return {
    ...run,
    state: state.toUpperCase(),
    epoch,
    epochs,
    step,
    steps,
    losses: crossEntropy === undefined && smoothL1 === undefined ? run.losses : losses(crossEntropy, smoothL1),
    learningRate,
    imagesPerSecond,
    etaSeconds: etaSeconds ?? undefined,
    detail: detail ?? run.detail,
  };
}

/**
 * What the horizontal axis of a chart of runs can be; `value` is undefined where a point has none.
 *
 * @param {string} axis step, epoch or minutes
 * @param {{at?: string}[]} points of one run, the first one is where its time begins
 * @returns {(point: Point) => number | undefined}
 */
export function axisValue(axis, points) {
  if (axis === 'minutes') {
    const began = Date.parse(points[0]?.at);
    return ({ at }) => {
      const minutes = (Date.parse(at) - began) / 60_000;
      return Number.isFinite(minutes) ? minutes : undefined;
    };
  }
  return (point) => point[axis];
}

/**
 * Lines with points of their own over one common axis, as a chart takes them.
 *
 * @param {{label: string, points: [number, number][], [option: string]: unknown}[]} lines points are [x, y]
 * @returns {{x: number[], series: {label: string, values: (number | null)[]}[]}}
 */
export function aligned(lines) {
  const places = lines.map(({ points }) => new Map(points.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y))));
  const x = [...new Set(places.flatMap((place) => [...place.keys()]))].sort((left, right) => left - right);
  return {
    x,
    series: lines.map(({ points, ...line }, index) => ({ ...line, values: x.map((value) => places[index].get(value) ?? null) })),
  };
}

function losses(crossEntropy, smoothL1) {
  return Object.fromEntries(Object.entries({ crossEntropy, smoothL1 }).filter(([, value]) => Number.isFinite(value)));
}

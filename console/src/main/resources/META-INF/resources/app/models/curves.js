/** The curves of a report as a chart takes them. */

/** 0.00, 0.01, … 1.00 */
export const HUNDREDTHS = Array.from({ length: 101 }, (_, index) => index / 100);

/**
 * Precision by recall: of all classes, or of one beside the champion's.
 *
 * @param {object} report
 * @param {object | undefined} champion its report
 * @param {string} label of one class; empty for all
 * @param {{this: string, champion: string}} names of the lines
 * @param {number} atMost lines
 * @returns {{label: string, values: number[]}[]}
 */
export function precisionByRecall(report, champion, label, names, atMost) {
  if (!label) {
    return Object.entries(report.perClass)
      .slice(0, atMost)
      .map(([name, { precisionByRecall: values }]) => ({ label: name, values }));
  }
  return [
    { label: names.this, values: report.perClass[label]?.precisionByRecall },
    { label: names.champion, values: champion?.perClass[label]?.precisionByRecall },
  ].filter(({ values }) => values);
}

/**
 * Precision, recall and F1 by score threshold, of all classes together or of one.
 *
 * @param {object} report
 * @param {string} label
 * @returns {object | undefined}
 */
export const byThreshold = (report, label) => (label ? report.perClass[label]?.byThreshold : report.overall);

/**
 * The threshold of a class: its own, or that of all classes together.
 *
 * @param {{overall: number, perClass: Record<string, number>} | null | undefined} thresholds
 * @param {string} label
 * @returns {number | undefined}
 */
export const thresholdOf = (thresholds, label) => thresholds?.perClass?.[label] ?? thresholds?.overall;

/**
 * Measured precision by mean score, over the bins that have detections.
 *
 * @param {{bins: {detections: number, meanScore: number | null, precision: number | null}[]}} calibration
 * @returns {{x: number[], measured: (number | null)[], ideal: number[]}}
 */
export function calibrationLines({ bins }) {
  const points = bins.filter(({ detections }) => detections > 0).map(({ meanScore, precision }) => [meanScore, precision]);
  const all = [[0, null], ...points, [1, null]].sort(([left], [right]) => left - right);
  return { x: all.map(([x]) => x), measured: all.map(([, y]) => y), ideal: all.map(([x]) => x) };
}

/**
 * The confusion matrix with the share of each cell in its row.
 *
 * @param {{labels: string[], counts: number[][]}} confusion the last row and column are the background
 * @param {{missed: string, falseDetection: string}} names of the last column and of the last row
 * @returns {{columns: string[], rows: {name: string, cells: {count: number, share: number, correct: boolean}[]}[]}}
 */
export function confusionRows({ labels, counts }, { missed, falseDetection }) {
  const rows = counts.map((row, at) => {
    const sum = row.reduce((total, count) => total + count, 0);
    return {
      name: labels[at] ?? falseDetection,
      cells: row.map((count, column) => ({ count, share: sum > 0 ? count / sum : 0, correct: at === column && at < labels.length })),
    };
  });
  return { columns: [...labels, missed], rows };
}

/**
 * Two people changed the labels of an image that both had read: what each of them did, box by box, and the labels that
 * keep what both did.
 */
import { overlap, sameBox } from './geometry.js';

const LEAST_OVERLAP = 0.4;

/**
 * @typedef {object} Difference a box that is not the same in both versions
 * @property {object} [base] the box before
 * @property {object} [mine] undefined if I removed it, or never had it
 * @property {object} [theirs] undefined if they removed it, or never had it
 * @property {'mine' | 'theirs' | 'both'} choice which to keep: where only one person changed something, that
 * @property {boolean} contradiction whether both changed it, in different ways
 */

/**
 * Compares two versions with the one that they come from.
 *
 * @param {object[]} base
 * @param {object[]} mine
 * @param {object[]} theirs
 * @returns {{agreed: object[], differences: Difference[]}} agreed: boxes that are the same in both
 */
export function compareVersions(...versions) {
  const [base, mine, theirs] = versions.map((boxes) => boxes.map((box) => ({ ...box })));
  const toMine = matches(base, mine);
  const toTheirs = matches(base, theirs);
  const rows = base.map((box) => ({ base: box, mine: toMine.get(box), theirs: toTheirs.get(box) }));
  const newMine = without(mine, [...toMine.values()]);
  const newTheirs = without(theirs, [...toTheirs.values()]);
  const toBoth = matches(newMine, newTheirs);
  newMine.forEach((box) => rows.push({ base: undefined, mine: box, theirs: toBoth.get(box) }));
  without(newTheirs, [...toBoth.values()]).forEach((box) => rows.push({ base: undefined, mine: undefined, theirs: box }));
  return {
    agreed: rows.filter(agrees).flatMap(({ mine: box }) => (box ? [box] : [])),
    differences: rows.filter((row) => !agrees(row)).map(withChoice),
  };
}

/**
 * The labels that come of the choices.
 *
 * @param {{agreed: object[], differences: Difference[]}} comparison
 * @returns {object[]}
 */
export function mergedBoxes({ agreed, differences }) {
  return [...agreed, ...differences.flatMap(kept)];
}

/** The same comparison with another choice for one difference, or for all. */
export function choose({ agreed, differences }, choice, index) {
  return { agreed, differences: differences.map((difference, at) => (index === undefined || at === index ? { ...difference, choice } : difference)) };
}

function kept({ mine, theirs, choice }) {
  const boxes = { mine: [mine], theirs: [theirs], both: [mine, theirs] }[choice];
  return boxes.filter((box) => box !== undefined);
}

function withChoice({ base, mine, theirs }) {
  const iDid = changed(base, mine);
  const theyDid = changed(base, theirs);
  const contradiction = iDid && theyDid && (base !== undefined || (mine !== undefined && theirs !== undefined));
  return { base, mine, theirs, contradiction, choice: theyDid && !iDid ? 'theirs' : 'mine' };
}

function changed(base, now) {
  return base === undefined || now === undefined ? base !== now : !sameBox(base, now);
}

function agrees({ mine, theirs }) {
  return mine === undefined || theirs === undefined ? mine === theirs : sameBox(mine, theirs);
}

/** Which box of one list is which of another: the same ones first, then those that overlap most. */
function matches(from, to) {
  const found = new Map();
  const free = new Set(to);
  const pair = (box, other) => {
    found.set(box, other);
    free.delete(other);
  };
  for (const box of from) {
    const same = [...free].find((other) => sameBox(box, other));
    if (same) {
      pair(box, same);
    }
  }
  const pairs = from
    .filter((box) => !found.has(box))
    .flatMap((box) => [...free].map((other) => ({ box, other, likeness: overlap(box, other) + (box.label === other.label ? 0.1 : 0) })))
    .filter(({ box, other }) => overlap(box, other) >= LEAST_OVERLAP)
    .sort((one, other) => other.likeness - one.likeness);
  for (const { box, other } of pairs) {
    if (!found.has(box) && free.has(other)) {
      pair(box, other);
    }
  }
  return found;
}

function without(list, taken) {
  const gone = new Set(taken);
  return list.filter((box) => !gone.has(box));
}

/**
 * How much changed from one version to the next.
 *
 * @returns {{added: number, removed: number, moved: number, relabelled: number, marked: number}} numbers of boxes;
 *     marked: as difficult, or not any more
 */
export function changesBetween(before, after) {
  const pairs = matches(
    before.map((box) => ({ ...box })),
    after.map((box) => ({ ...box })),
  );
  const counted = (differs) => [...pairs].filter(([one, other]) => differs(one, other)).length;
  const elsewhere = (one, other) => ['xMin', 'yMin', 'xMax', 'yMax'].some((side) => one[side] !== other[side]);
  return {
    added: after.length - pairs.size,
    removed: before.length - pairs.size,
    moved: counted(elsewhere),
    relabelled: counted((one, other) => one.label !== other.label),
    marked: counted((one, other) => Boolean(one.difficult) !== Boolean(other.difficult)),
  };
}

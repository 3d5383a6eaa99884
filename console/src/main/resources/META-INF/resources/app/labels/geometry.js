/**
 * Boxes as the services know them: xMin, yMin, xMax, yMax in pixels of an image of `width` × `height`, from its upper
 * left corner. Nothing here changes a box; what is returned is new.
 */

/** The handles of a box, by the sides that they move. */
export const HANDLES = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'];

const SMALLEST = 1;
const CORNERS = ['xMin', 'yMin', 'xMax', 'yMax'];

/**
 * The box between two points, on whole pixels and inside the image.
 *
 * @param {{x: number, y: number}} from
 * @param {{x: number, y: number}} to
 * @param {{width: number, height: number}} size of the image
 */
export function boxBetween(from, to, { width, height }) {
  const [xMin, xMax] = between(from.x, to.x, width);
  const [yMin, yMax] = between(from.y, to.y, height);
  return { xMin, yMin, xMax, yMax };
}

/** A box that is moved, but not out of the image. */
export function movedBy(box, dx, dy, { width, height }) {
  const x = clamp(dx, -box.xMin, width - box.xMax);
  const y = clamp(dy, -box.yMin, height - box.yMax);
  return { ...box, xMin: box.xMin + x, xMax: box.xMax + x, yMin: box.yMin + y, yMax: box.yMax + y };
}

/**
 * A box of which a handle is moved. It stays inside the image and at least one pixel wide and high.
 *
 * @param {object} box
 * @param {string} handle one of HANDLES
 * @param {number} dx
 * @param {number} dy
 * @param {{width: number, height: number}} size of the image
 */
export function resizedBy(box, handle, dx, dy, { width, height }) {
  const resized = { ...box };
  if (handle.includes('w')) {
    resized.xMin = clamp(Math.round(box.xMin + dx), 0, box.xMax - SMALLEST);
  }
  if (handle.includes('e')) {
    resized.xMax = clamp(Math.round(box.xMax + dx), box.xMin + SMALLEST, width);
  }
  if (handle.includes('n')) {
    resized.yMin = clamp(Math.round(box.yMin + dy), 0, box.yMax - SMALLEST);
  }
  if (handle.includes('s')) {
    resized.yMax = clamp(Math.round(box.yMax + dy), box.yMin + SMALLEST, height);
  }
  return resized;
}

/** Where a handle is. */
export function handlePoint(box, handle) {
  const middle = (one, other) => (one + other) / 2;
  return {
    x: handle.includes('w') ? box.xMin : handle.includes('e') ? box.xMax : middle(box.xMin, box.xMax),
    y: handle.includes('n') ? box.yMin : handle.includes('s') ? box.yMax : middle(box.yMin, box.yMax),
  };
}

/**
 * The handle at a point; a corner before a side.
 *
 * @param {object} box
 * @param {{x: number, y: number}} point
 * @param {number} reach how far from the handle
 * @returns {string | undefined}
 */
export function handleAt(box, { x, y }, reach) {
  const near = HANDLES.map((name) => ({ name, at: handlePoint(box, name) }))
    .map(({ name, at }) => ({ name, distance: Math.max(Math.abs(at.x - x), Math.abs(at.y - y)) }))
    .filter(({ distance }) => distance <= reach)
    .sort((one, other) => one.distance - other.distance || other.name.length - one.name.length);
  return near[0]?.name;
}

export function contains(box, { x, y }, reach = 0) {
  return x >= box.xMin - reach && x <= box.xMax + reach && y >= box.yMin - reach && y <= box.yMax + reach;
}

/**
 * The box to select at a point: the smallest there, or the next larger one if that is selected already.
 *
 * @param {object[]} boxes
 * @param {{x: number, y: number}} point
 * @param {number} reach how far outside a box
 * @param {object} [selected]
 */
export function boxAt(boxes, point, reach, selected) {
  const there = boxes.filter((box) => contains(box, point, reach)).sort((one, other) => area(one) - area(other));
  return there[(there.indexOf(selected) + 1) % Math.max(1, there.length)];
}

/** Square pixels. */
export function area({ xMin, yMin, xMax, yMax }) {
  return Math.max(0, xMax - xMin) * Math.max(0, yMax - yMin);
}

/**
 * Intersection over union, from 0 to 1 (Everingham et al., The Pascal Visual Object Classes Challenge, 2010, section 4.2,
 * on continuous coordinates).
 */
export function overlap(one, other) {
  const shared = area({
    xMin: Math.max(one.xMin, other.xMin),
    yMin: Math.max(one.yMin, other.yMin),
    xMax: Math.min(one.xMax, other.xMax),
    yMax: Math.min(one.yMax, other.yMax),
  });
  const union = area(one) + area(other) - shared;
  return union > 0 ? shared / union : 0;
}

/** Whether two boxes say the same. */
export function sameBox(one, other) {
  return one.label === other.label && Boolean(one.difficult) === Boolean(other.difficult) && CORNERS.every((name) => one[name] === other[name]);
}

/** Whether two lists have the same boxes in the same order. */
export function sameBoxes(one, other) {
  return one.length === other.length && one.every((box, index) => sameBox(box, other[index]));
}

/** Suggestions that no box of the same class covers already. */
export function uncovered(suggestions, boxes, least = 0.5) {
  return suggestions.filter((suggestion) => !boxes.some((box) => box.label === suggestion.label && overlap(box, suggestion) >= least));
}

function between(one, other, end) {
  const low = clamp(Math.round(Math.min(one, other)), 0, end - SMALLEST);
  return [low, clamp(Math.round(Math.max(one, other)), low + SMALLEST, end)];
}

function clamp(value, low, high) {
  return Math.min(Math.max(value, low), Math.max(low, high));
}

/**
 * How an image is seen through a window: `scale` is CSS pixels per pixel of the image, `x` and `y` are where the
 * image's upper left corner is in the window. Nothing here changes a view; what is returned is new.
 */
const LARGEST_SCALE = 40;
const MARGIN = 24;

/** The whole image in the middle of the window. */
export function fitted(image, window) {
  const scale = Math.min((window.width - 2 * MARGIN) / image.width, (window.height - 2 * MARGIN) / image.height, LARGEST_SCALE);
  return centred({ scale: Math.max(scale, 1e-3) }, image, window);
}

/**
 * Zooms so that what is at a point of the window stays there.
 *
 * @param {{scale: number, x: number, y: number}} view
 * @param {number} factor above 1 to see more closely
 * @param {{x: number, y: number}} point of the window
 * @param {{width: number, height: number}} image
 * @param {{width: number, height: number}} window
 */
export function zoomed(view, factor, point, image, window) {
  const smallest = Math.min(fitted(image, window).scale, 1) / 2;
  const scale = Math.min(LARGEST_SCALE, Math.max(smallest, view.scale * factor));
  const ratio = scale / view.scale;
  return kept({ scale, x: point.x - (point.x - view.x) * ratio, y: point.y - (point.y - view.y) * ratio }, image, window);
}

export function panned(view, dx, dy, image, window) {
  return kept({ ...view, x: view.x + dx, y: view.y + dy }, image, window);
}

/** Pans just as far that a box is seen. */
export function revealing(view, box, image, window) {
  const [from, to] = [toWindow(view, { x: box.xMin, y: box.yMin }), toWindow(view, { x: box.xMax, y: box.yMax })];
  const shift = (low, high, end) => (high - low > end - 2 * MARGIN ? end / 2 - (low + high) / 2 : Math.max(0, MARGIN - low) - Math.max(0, high - end + MARGIN));
  return panned(view, shift(from.x, to.x, window.width), shift(from.y, to.y, window.height), image, window);
}

export function toImage(view, { x, y }) {
  return { x: (x - view.x) / view.scale, y: (y - view.y) / view.scale };
}

export function toWindow(view, { x, y }) {
  return { x: x * view.scale + view.x, y: y * view.scale + view.y };
}

/** The part of the image that is seen. */
export function visiblePart(view, image, window) {
  const from = toImage(view, { x: 0, y: 0 });
  const to = toImage(view, { x: window.width, y: window.height });
  const inside = (value, end) => Math.min(end, Math.max(0, value));
  return { xMin: inside(from.x, image.width), yMin: inside(from.y, image.height), xMax: inside(to.x, image.width), yMax: inside(to.y, image.height) };
}

function centred(view, image, window) {
  return { ...view, x: (window.width - image.width * view.scale) / 2, y: (window.height - image.height * view.scale) / 2 };
}

/** Some of the image stays in the window; one that fits stays in the middle. */
function kept(view, image, window) {
  const middle = centred(view, image, window);
  const keep = (value, inTheMiddle, length, end) => {
    const size = length * view.scale;
    if (size <= end - 2 * MARGIN) {
      return inTheMiddle;
    }
    return Math.min(end / 2, Math.max(end / 2 - size, value));
  };
  return { ...view, x: keep(view.x, middle.x, image.width, window.width), y: keep(view.y, middle.y, image.height, window.height) };
}

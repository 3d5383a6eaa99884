/** Changes of boxes by keys. The stage has `document`, `image` (its size), `view` and `part`, and can `pan` and `reveal`. */
import { boxBetween, movedBy, resizedBy } from './geometry.js';

const PAN = 60;
const FAR = 10;

/** Adds a box half as wide and high as what is seen, in its middle. */
export function create({ document, image, part }, label) {
  const [x, y] = [(part.xMax - part.xMin) / 4, (part.yMax - part.yMin) / 4];
  const box = boxBetween({ x: part.xMin + x, y: part.yMin + y }, { x: part.xMax - x, y: part.yMax - y }, image);
  document.add({ ...box, label, difficult: false });
}

/** Selects the next box, or with -1 the one before. */
export function selectNext(stage, step) {
  stage.document.selectNext(step);
  reveal(stage);
}

/**
 * Moves the selected box; the image if none is selected.
 *
 * @param {object} stage
 * @param {{dx: number, dy: number, far: boolean}} direction far: ten pixels of the image, or of the screen if these are more
 */
export function moveOrPan(stage, direction) {
  const { document, image } = stage;
  if (document.selected) {
    document.changeSelected(movedBy(document.selected, ...distance(stage, direction), image), 'move');
    reveal(stage);
  } else {
    stage.pan(-direction.dx * PAN, -direction.dy * PAN);
  }
}

/** Moves a side of the selected box. */
export function resize(stage, handle, direction) {
  const { document, image } = stage;
  if (document.selected) {
    document.changeSelected(resizedBy(document.selected, handle, ...distance(stage, direction), image), `resize ${handle}`);
    reveal(stage);
  }
}

function distance({ view }, { dx, dy, far }) {
  const length = far ? Math.max(FAR, Math.round(FAR / view.scale)) : 1;
  return [dx * length, dy * length];
}

function reveal(stage) {
  if (stage.document.selected) {
    stage.reveal(stage.document.selected);
  }
}

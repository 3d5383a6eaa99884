/** Draws boxes over an image, in CSS pixels of a window. */
import { classColour, percent } from '../format.js';
import { HANDLES, handlePoint } from './geometry.js';
import { toWindow } from './view.js';

const FONT = '600 12px system-ui, sans-serif';
const TAG_HEIGHT = 17;
const HANDLE = 9;
const TAGS_FOR = 80;
const TAG_FROM_WIDTH = 22;
const widths = new Map();

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{boxes: object[], suggestions: object[], selected?: object, view: object, width: number, height: number}} scene
 *     selected: the box to draw with handles, as it is while it is moved; width and height of the window
 */
export function paintBoxes(context, scene) {
  context.clearRect(0, 0, scene.width, scene.height);
  context.font = FONT;
  context.textBaseline = 'middle';
  const { selected } = scene;
  const seen = [...scene.boxes, ...scene.suggestions].filter((box) => box.key !== selected?.key && isSeen(box, scene));
  const suggested = new Set(scene.suggestions.map(({ key }) => key));
  seen.forEach((box) => paintBox(context, box, scene, { width: 2, dashed: suggested.has(box.key) }));
  if (seen.length <= TAGS_FOR) {
    seen.forEach((box) => paintTag(context, box, scene));
  }
  if (selected) {
    paintBox(context, selected, scene, { width: 3, dashed: suggested.has(selected.key), filled: true });
    paintTag(context, selected, scene, true);
    HANDLES.forEach((name) => paintHandle(context, handlePoint(selected, name), scene, selected));
  }
}

function isSeen(box, { view, width, height }) {
  const [from, to] = [toWindow(view, { x: box.xMin, y: box.yMin }), toWindow(view, { x: box.xMax, y: box.yMax })];
  return to.x >= 0 && to.y >= 0 && from.x <= width && from.y <= height;
}

function paintBox(context, box, { view }, { width, dashed, filled = false }) {
  const from = toWindow(view, { x: box.xMin, y: box.yMin });
  const [w, h] = [(box.xMax - box.xMin) * view.scale, (box.yMax - box.yMin) * view.scale];
  if (filled) {
    context.globalAlpha = 0.14;
    context.fillStyle = classColour(box.label);
    context.fillRect(from.x, from.y, w, h);
    context.globalAlpha = 1;
  }
  context.setLineDash([]);
  context.lineWidth = width + 2;
  context.strokeStyle = 'rgb(0 0 0 / 55%)';
  context.strokeRect(from.x, from.y, w, h);
  context.setLineDash(dashed ? [7, 5] : box.difficult ? [2, 3] : []);
  context.lineWidth = width;
  context.strokeStyle = classColour(box.label);
  context.strokeRect(from.x, from.y, w, h);
  context.setLineDash([]);
}

function paintTag(context, box, { view, width: end }, always = false) {
  const width = (box.xMax - box.xMin) * view.scale;
  if (!always && width < TAG_FROM_WIDTH) {
    return;
  }
  const at = toWindow(view, { x: box.xMin, y: box.yMin });
  const text = box.score === undefined ? box.label : `${box.label} ${percent(box.score, 0)}`;
  const long = Math.min(textWidth(context, text) + 10, Math.max(width, 90));
  const x = Math.max(0, Math.min(at.x, end - long));
  const y = at.y > TAG_HEIGHT + 2 ? at.y - TAG_HEIGHT - 1 : Math.max(0, at.y) + 1;
  context.fillStyle = classColour(box.label);
  context.fillRect(x, y, long, TAG_HEIGHT);
  context.save();
  context.beginPath();
  context.rect(x, y, long - 3, TAG_HEIGHT);
  context.clip();
  context.fillStyle = '#111';
  context.fillText(text, x + 5, y + TAG_HEIGHT / 2 + 0.5);
  context.restore();
}

function textWidth(context, text) {
  if (!widths.has(text)) {
    if (widths.size > 2000) {
      widths.clear();
    }
    widths.set(text, context.measureText(text).width);
  }
  return widths.get(text);
}

function paintHandle(context, point, { view }, box) {
  const { x, y } = toWindow(view, point);
  context.fillStyle = '#fff';
  context.strokeStyle = '#111';
  context.lineWidth = 1;
  context.fillRect(x - HANDLE / 2, y - HANDLE / 2, HANDLE, HANDLE);
  context.strokeRect(x - HANDLE / 2, y - HANDLE / 2, HANDLE, HANDLE);
  context.fillStyle = classColour(box.label);
  context.fillRect(x - 2, y - 2, 4, 4);
}

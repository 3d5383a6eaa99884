/**
 * What pointers do on the stage: draw, move and resize boxes, select, pan and pinch. It knows the stage by:
 * `view`, `image`, `window` (sizes), `document`, `label` (class of new boxes), `hand` (panning), `draft` (the box while it
 * changes; has the key of the box, or none for a new one), and `look(view)`.
 */
import { boxAt, boxBetween, contains, handleAt, movedBy, resizedBy } from './geometry.js';
import { panned, toImage, zoomed } from './view.js';

const CLICK = 4;
const REACH = 9;
const TOUCH_REACH = 20;
const WHEEL_SPEED = 0.0016;
const LINE = 16;
const CURSORS = { n: 'ns-resize', s: 'ns-resize', e: 'ew-resize', w: 'ew-resize', nw: 'nwse-resize', se: 'nwse-resize', ne: 'nesw-resize', sw: 'nesw-resize' };

export class StagePointers {
  #stage;
  #pointers = new Map();
  #action = undefined;

  constructor(stage) {
    this.#stage = stage;
  }

  /** Whether something is being drawn, moved or panned. */
  get busy() {
    return this.#action !== undefined;
  }

  down(event) {
    const point = this.#point(event);
    this.#pointers.set(event.pointerId, point);
    if (this.#pointers.size === 2) {
      this.cancel();
      this.#action = { kind: 'pinch', ...this.#pinch() };
    } else if (this.#pointers.size === 1 && event.button <= 1) {
      this.#begin(event, point);
    }
  }

  move(event) {
    const point = this.#point(event);
    if (this.#pointers.has(event.pointerId)) {
      this.#pointers.set(event.pointerId, point);
    }
    if (!this.#action) {
      return;
    }
    if (this.#action.kind === 'pinch') {
      this.#continuePinch();
      return;
    }
    const { from } = this.#action;
    this.#action.moved ||= Math.max(Math.abs(point.x - from.x), Math.abs(point.y - from.y)) >= CLICK;
    if (this.#action.moved) {
      this.#continue(point);
    }
  }

  up(event) {
    this.#pointers.delete(event.pointerId);
    const action = this.#action;
    const stage = this.#stage;
    if (action?.kind === 'pinch') {
      this.#action = this.#pointers.size === 0 ? undefined : { kind: 'none' };
      return;
    }
    this.#action = undefined;
    if (!action || action.kind === 'none' || action.kind === 'pan') {
      return;
    }
    const { draft } = stage;
    stage.draft = undefined;
    if (!action.moved) {
      this.#click(event, action.from);
    } else if (draft && action.kind === 'draw') {
      stage.document.add({ ...draft, label: stage.label, difficult: false });
    } else if (draft) {
      const { xMin, yMin, xMax, yMax } = draft;
      stage.document.changeSelected({ xMin, yMin, xMax, yMax });
    }
  }

  /** Gives up what is being done. */
  cancel() {
    this.#action = this.#action && { kind: 'none' };
    this.#stage.draft = undefined;
  }

  /** Forgets a pointer that the system has taken away. */
  lost(event) {
    this.#pointers.delete(event.pointerId);
    this.cancel();
    this.#action = undefined;
  }

  wheel(event) {
    const stage = this.#stage;
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
    if (event.shiftKey) {
      stage.look(panned(stage.view, -(event.deltaX || event.deltaY) * unit, 0, stage.image, stage.window));
      return;
    }
    const speed = event.ctrlKey ? 6 * WHEEL_SPEED : WHEEL_SPEED;
    stage.look(zoomed(stage.view, Math.exp(-event.deltaY * unit * speed), this.#point(event), stage.image, stage.window));
  }

  /** The cursor that says what a press would do here. */
  cursor(event) {
    const stage = this.#stage;
    if (stage.hand) {
      return this.#action ? 'grabbing' : 'grab';
    }
    const { selected } = stage.document;
    const at = toImage(stage.view, this.#point(event));
    const handle = selected && handleAt(selected, at, REACH / stage.view.scale);
    return handle ? CURSORS[handle] : selected && contains(selected, at) ? 'move' : 'crosshair';
  }

  #begin(event, from) {
    const stage = this.#stage;
    const { selected } = stage.document;
    const at = toImage(stage.view, from);
    const reach = (event.pointerType === 'touch' ? TOUCH_REACH : REACH) / stage.view.scale;
    const handle = selected && handleAt(selected, at, reach);
    if (event.button === 1 || stage.hand) {
      this.#action = { kind: 'pan', from, view: stage.view };
    } else if (handle) {
      this.#action = { kind: 'resize', from, at, box: selected, handle };
    } else if (selected && contains(selected, at)) {
      this.#action = { kind: 'move', from, at, box: selected };
    } else {
      this.#action = { kind: 'draw', from, at };
    }
  }

  #continue(point) {
    const stage = this.#stage;
    const { kind, from, at, box, handle, view } = this.#action;
    const now = toImage(stage.view, point);
    const [dx, dy] = at ? [now.x - at.x, now.y - at.y] : [0, 0];
    if (kind === 'pan') {
      stage.look(panned(view, point.x - from.x, point.y - from.y, stage.image, stage.window));
    } else if (kind === 'draw') {
      stage.draft = { ...boxBetween(at, now, stage.image), label: stage.label };
    } else if (kind === 'move') {
      stage.draft = movedBy(box, Math.round(dx), Math.round(dy), stage.image);
    } else if (kind === 'resize') {
      stage.draft = resizedBy(box, handle, dx, dy, stage.image);
    }
  }

  #click(event, from) {
    const stage = this.#stage;
    const reach = (event.pointerType === 'touch' ? TOUCH_REACH : REACH) / 2 / stage.view.scale;
    stage.document.select(boxAt(stage.document.all, toImage(stage.view, from), reach, stage.document.selected)?.key);
  }

  #pinch() {
    const [one, other] = [...this.#pointers.values()];
    return {
      middle: { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 },
      distance: Math.max(1, Math.hypot(one.x - other.x, one.y - other.y)),
    };
  }

  #continuePinch() {
    const stage = this.#stage;
    const before = this.#action;
    const now = this.#pinch();
    this.#action = { kind: 'pinch', ...now };
    const moved = panned(stage.view, now.middle.x - before.middle.x, now.middle.y - before.middle.y, stage.image, stage.window);
    stage.look(zoomed(moved, now.distance / before.distance, now.middle, stage.image, stage.window));
  }

  #point(event) {
    const { left, top } = this.#stage.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }
}

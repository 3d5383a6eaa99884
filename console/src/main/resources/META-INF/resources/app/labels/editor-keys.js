/** What keys do in the editor. */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const WITH_CONTROL = { z: 'undo', y: 'redo', s: 'save' };
const PLAIN = {
  n: 'create',
  '.': 'next',
  ',': 'previous',
  d: 'difficult',
  delete: 'remove',
  backspace: 'remove',
  a: 'accept',
  enter: 'accept',
  c: 'class',
  '/': 'class',
  b: 'boxes',
  h: 'hand',
  '+': 'closer',
  '=': 'closer',
  '-': 'farther',
  _: 'farther',
  0: 'fit',
  '?': 'help',
  escape: 'deselect',
  pageup: 'previousImage',
  pagedown: 'nextImage',
};

/**
 * The command of a key.
 *
 * @param {{key: string, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean, shiftKey?: boolean}} event
 * @returns {{name: string, dx?: number, dy?: number, far?: boolean, index?: number} | undefined} name: a command, or
 *     `move`, `resizeEnd` (right and lower side) and `resizeStart` (left and upper side) with a direction, or `setClass`
 *     with the index of a class
 */
export function editorCommand(event) {
  const control = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (event.key in ARROWS) {
    const [dx, dy] = ARROWS[event.key];
    return { name: control ? 'resizeEnd' : event.altKey ? 'resizeStart' : 'move', dx, dy, far: Boolean(event.shiftKey) };
  }
  if (control) {
    const name = event.altKey ? undefined : WITH_CONTROL[key];
    return name && { name: name === 'undo' && event.shiftKey ? 'redo' : name };
  }
  if (event.altKey) {
    return undefined;
  }
  if (/^[1-9]$/.test(event.key)) {
    return { name: 'setClass', index: Number(event.key) - 1 };
  }
  if (event.key === 'A' && event.shiftKey) {
    return { name: 'acceptAll' };
  }
  return key in PLAIN ? { name: PLAIN[key] } : undefined;
}

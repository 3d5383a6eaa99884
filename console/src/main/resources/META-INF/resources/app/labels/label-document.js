/**
 * The labels of an image while they are edited: boxes, suggestions of a model, which of them is selected, and what was
 * done before. Each box and suggestion has a `key` of its own that stays with it. Event: `change`.
 */
import { sameBoxes } from './geometry.js';
import { UndoHistory } from './undo-history.js';

export class LabelDocument extends EventTarget {
  #history;
  #saved;
  #next = 1;

  /**
   * @param {object[]} boxes label, xMin, yMin, xMax, yMax, difficult
   * @param {object[]} [suggestions] the same with a score
   */
  constructor(boxes, suggestions = []) {
    super();
    this.#saved = boxes.map(plain);
    this.#history = new UndoHistory({
      boxes: boxes.map((box) => this.#keyed(plain(box))),
      suggestions: suggestions.map((suggestion) => this.#keyed(suggestion)),
      selected: undefined,
    });
  }

  get boxes() {
    return this.#history.state.boxes;
  }

  get suggestions() {
    return this.#history.state.suggestions;
  }

  /** The selected box or suggestion. */
  get selected() {
    const { boxes, suggestions, selected } = this.#history.state;
    return boxes.find(({ key }) => key === selected) ?? suggestions.find(({ key }) => key === selected);
  }

  /** The boxes as services take them. */
  get value() {
    return this.boxes.map(plain);
  }

  get dirty() {
    return !sameBoxes(this.boxes, this.#saved);
  }

  get canUndo() {
    return this.#history.canUndo;
  }

  get canRedo() {
    return this.#history.canRedo;
  }

  isSuggestion(box) {
    return this.suggestions.includes(box);
  }

  /** Everything that can be selected, in the order in which keys go through it. */
  get all() {
    return [...this.boxes, ...this.suggestions];
  }

  select(key) {
    if (this.#history.state.selected !== key) {
      this.#history.replace({ ...this.#history.state, selected: key });
      this.#changed();
    }
  }

  /** Selects the next box, or the one before; after the last comes the first. */
  selectNext(step) {
    const { all } = this;
    if (all.length > 0) {
      const index = all.indexOf(this.selected);
      const next = index < 0 ? (step > 0 ? 0 : all.length - 1) : (index + step + all.length) % all.length;
      this.select(all[next].key);
    }
  }

  /** Adds a box and selects it. */
  add(box) {
    const added = this.#keyed(plain(box));
    this.#push({ boxes: [...this.boxes, added], selected: added.key });
  }

  /**
   * Changes the selected box; a suggestion becomes a box by it.
   *
   * @param {object} values of it
   * @param {string} [kind] successive changes of one kind are undone together
   */
  changeSelected(values, kind) {
    const { selected } = this;
    if (!selected) {
      return;
    }
    if (this.isSuggestion(selected)) {
      this.#take([selected], values);
      return;
    }
    const changed = { ...selected, ...values };
    if (sameBoxes([selected], [changed])) {
      return;
    }
    const boxes = this.boxes.map((box) => (box === selected ? changed : box));
    this.#push({ boxes }, kind && `${kind} ${selected.key}`);
  }

  /** Removes the selected box or suggestion, and selects the one that follows it. */
  removeSelected() {
    const { selected, all } = this;
    if (!selected) {
      return;
    }
    const neighbour = all[all.indexOf(selected) + 1] ?? all[all.indexOf(selected) - 1];
    const others = (list) => list.filter((box) => box !== selected);
    this.#push({ boxes: others(this.boxes), suggestions: others(this.suggestions), selected: neighbour?.key });
  }

  /** The selected suggestion becomes a box; the next suggestion is selected. */
  acceptSelected() {
    const { selected, suggestions } = this;
    if (selected && this.isSuggestion(selected)) {
      const index = suggestions.indexOf(selected);
      const next = suggestions[index + 1] ?? suggestions[index - 1] ?? selected;
      this.#take([selected], {}, next.key);
    }
  }

  acceptAll() {
    if (this.suggestions.length > 0) {
      this.#take(this.suggestions, {});
    }
  }

  /** Puts other boxes into the place of all. */
  replaceAll(boxes) {
    this.#push({ boxes: boxes.map((box) => this.#keyed(plain(box))), selected: undefined });
  }

  /** Shows other suggestions; this is no step to undo. */
  suggest(suggestions) {
    this.#history.replace({ ...this.#history.state, suggestions: suggestions.map((suggestion) => this.#keyed(suggestion)) });
    this.#changed();
  }

  undo() {
    this.#history.undo();
    this.#changed();
  }

  redo() {
    this.#history.redo();
    this.#changed();
  }

  /** The boxes as they are now are saved: `dirty` compares with them. */
  markSaved() {
    this.#saved = this.value;
    this.#changed();
  }

  #take(taken, values, selected = this.selected?.key) {
    const boxes = taken.map((suggestion) => ({ ...plain({ ...suggestion, ...values }), key: suggestion.key }));
    this.#push({
      boxes: [...this.boxes, ...boxes],
      suggestions: this.suggestions.filter((suggestion) => !taken.includes(suggestion)),
      selected,
    });
  }

  #push(changes, tag) {
    this.#history.push({ ...this.#history.state, ...changes }, tag);
    this.#changed();
  }

  #keyed(box) {
    return { ...box, key: this.#next++ };
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

function plain({ label, xMin, yMin, xMax, yMax, difficult }) {
  return { label, xMin, yMin, xMax, yMax, difficult: Boolean(difficult) };
}

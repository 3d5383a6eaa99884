/** States that one can go back and forth between. States are never changed, only replaced. */
const MOST = 500;

export class UndoHistory {
  #past = [];
  #future = [];
  #state;
  #tag;

  constructor(state) {
    this.#state = state;
  }

  get state() {
    return this.#state;
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  /**
   * Goes on to a new state; what was undone is gone.
   *
   * @param {unknown} state
   * @param {string} [tag] successive states of the same tag are undone together, such as steps of an arrow key
   */
  push(state, tag) {
    if (tag === undefined || tag !== this.#tag || !this.canUndo) {
      this.#past.push(this.#state);
      this.#past.splice(0, this.#past.length - MOST);
    }
    this.#tag = tag;
    this.#future = [];
    this.#state = state;
  }

  /** Replaces the state without a step to undo. */
  replace(state) {
    this.#state = state;
    this.#tag = undefined;
  }

  undo() {
    if (this.canUndo) {
      this.#future.push(this.#state);
      this.#state = this.#past.pop();
      this.#tag = undefined;
    }
  }

  redo() {
    if (this.canRedo) {
      this.#past.push(this.#state);
      this.#state = this.#future.pop();
      this.#tag = undefined;
    }
  }
}

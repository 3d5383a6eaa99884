/**
 * An image in halves of its size, so that a very large one is drawn from a level that is about as large as it is seen.
 */
const LARGE = 2048;

export class ImageLevels {
  #levels = [];

  /**
   * @param {string} src
   * @param {AbortSignal} signal
   * @returns {Promise<ImageLevels>}
   */
  static async load(src, signal) {
    const image = new Image();
    signal.addEventListener('abort', () => (image.src = ''));
    image.src = src;
    await image.decode();
    const levels = new ImageLevels();
    signal.addEventListener('abort', () => levels.close());
    await levels.#build(image, signal);
    return levels;
  }

  get width() {
    return this.#levels[0].width;
  }

  get height() {
    return this.#levels[0].height;
  }

  async #build(image, signal) {
    let level = await createImageBitmap(image);
    this.#levels.push(level);
    while (!signal.aborted && Math.max(level.width, level.height) > LARGE) {
      const [resizeWidth, resizeHeight] = [Math.ceil(level.width / 2), Math.ceil(level.height / 2)];
      level = await createImageBitmap(level, { resizeWidth, resizeHeight, resizeQuality: 'low' });
      this.#levels.push(level);
    }
    if (signal.aborted) {
      this.close();
    }
  }

  /**
   * Draws what is seen of the image.
   *
   * @param {CanvasRenderingContext2D} context in CSS pixels
   * @param {{scale: number, x: number, y: number}} view
   * @param {{xMin: number, yMin: number, xMax: number, yMax: number}} part of the image
   * @param {{image: {width: number, height: number}, ratio: number}} options image: its size in the view's pixels;
   *     ratio: device pixels per CSS pixel
   */
  draw(context, view, part, { image, ratio }) {
    const wanted = view.scale * ratio * image.width;
    const level = this.#levels.findLast(({ width }) => width >= wanted) ?? this.#levels[0];
    const [x, y] = [level.width / image.width, level.height / image.height];
    context.imageSmoothingEnabled = view.scale * ratio < 3;
    context.drawImage(
      level,
      part.xMin * x,
      part.yMin * y,
      (part.xMax - part.xMin) * x,
      (part.yMax - part.yMin) * y,
      part.xMin * view.scale + view.x,
      part.yMin * view.scale + view.y,
      (part.xMax - part.xMin) * view.scale,
      (part.yMax - part.yMin) * view.scale,
    );
  }

  /** Frees the memory. */
  close() {
    this.#levels.forEach((level) => level.close());
  }
}

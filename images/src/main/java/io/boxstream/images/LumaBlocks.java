package io.boxstream.images;

/**
 * The mean luma of each block of 8×8 pixels of a JPEG, from the DC coefficients: the samples that
 * libjpeg decodes at an eighth of the size.
 */
final class LumaBlocks {

  private static final int BLOCK_SIDE = 8;

  /** The DC coefficient of a block is eight times the mean of its samples, less 128. */
  private static final int DC_FACTOR = 8;

  private static final int MIDDLE = 128;
  private static final int WHITE = 255;

  private final JpegFrame frame;
  private final int across;
  private final int down;
  private final int horizontal;
  private final int vertical;
  private final int quantizer;
  private final byte[] samples;

  /**
   * @param frame whose first component is luma, and the finest
   * @param quantizer what the DC coefficients of luma are multiplied by
   */
  LumaBlocks(JpegFrame frame, int quantizer) {
    boolean single = frame.components().size() == 1;
    this.frame = frame;
    this.across = (frame.width() + BLOCK_SIDE - 1) / BLOCK_SIDE;
    this.down = (frame.height() + BLOCK_SIDE - 1) / BLOCK_SIDE;
    this.horizontal = single ? 1 : frame.components().get(0).horizontal();
    this.vertical = single ? 1 : frame.components().get(0).vertical();
    this.quantizer = quantizer;
    this.samples = new byte[across * down];
  }

  /**
   * Sets the mean of a block.
   *
   * @param column of its unit of interleaved blocks
   * @param row of its unit
   * @param block number of the block in its unit
   * @param dc its DC coefficient, not yet multiplied
   */
  void set(int column, int row, int block, int dc) {
    int x = column * horizontal + block % horizontal;
    int y = row * vertical + block / horizontal;
    // The last units reach beyond the image.
    if (x < across && y < down) {
      int mean = Math.floorDiv(dc * quantizer + DC_FACTOR / 2, DC_FACTOR) + MIDDLE;
      samples[y * across + x] = (byte) Math.max(0, Math.min(WHITE, mean));
    }
  }

  GreyAverages averages() {
    return GreyAverages.ofReduced(frame.width(), frame.height(), BLOCK_SIDE, samples);
  }
}

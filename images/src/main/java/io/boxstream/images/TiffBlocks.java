package io.boxstream.images;

/**
 * Where a TIFF's strips or tiles lie. Blocks of one plane go row by row, those of the next plane
 * follow.
 */
final class TiffBlocks {

  private static final int STRIP_OFFSETS = 273;
  private static final int ROWS_PER_STRIP = 278;
  private static final int STRIP_LENGTHS = 279;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_LENGTHS = 325;

  /** The sides of tiles are multiples of it. */
  private static final int TILE_UNIT = 16;

  private final int imageHeight;
  private final boolean tiled;
  private final int width;
  private final int height;
  private final int down;
  private final long[] offsets;
  private final long[] lengths;

  private TiffBlocks(
      TiffDirectory directory, TiffLayout layout, boolean tiled, int width, int height) {
    this.imageHeight = layout.height();
    this.tiled = tiled;
    this.width = width;
    this.height = height;
    this.down = (layout.height() + height - 1) / height;
    int across = (layout.width() + width - 1) / width;
    int count = across * down * layout.planes();
    this.offsets = directory.numbers(tiled ? TILE_OFFSETS : STRIP_OFFSETS, count);
    this.lengths = directory.numbers(tiled ? TILE_LENGTHS : STRIP_LENGTHS, count);
  }

  static TiffBlocks read(TiffDirectory directory, TiffLayout layout, ImageLimits limits) {
    if (directory.count(TILE_WIDTH) == 0) {
      long rows = Math.min(directory.number(ROWS_PER_STRIP, layout.height()), layout.height());
      if (rows < 1) {
        throw damaged("its strips have no rows");
      }
      return new TiffBlocks(directory, layout, false, layout.width(), (int) rows);
    }
    long width = directory.number(TILE_WIDTH);
    long height = directory.number(TILE_HEIGHT);
    if (width < 1 || width % TILE_UNIT != 0 || height < 1 || height % TILE_UNIT != 0) {
      throw damaged("its tiles have %d×%d pixels".formatted(width, height));
    }
    ImageHeaders.requireSize(
        (int) Math.min(width, Integer.MAX_VALUE),
        (int) Math.min(height, Integer.MAX_VALUE),
        limits);
    return new TiffBlocks(directory, layout, true, (int) width, (int) height);
  }

  /**
   * Checks that the file holds all of them.
   *
   * @throws TruncatedImageException if it does not
   */
  void requireWithin(ByteView bytes) {
    for (int i = 0; i < offsets.length; i++) {
      if (lengths[i] == 0) {
        throw damaged("block %d is empty".formatted(i));
      }
      bytes.require(offsets[i] + lengths[i]);
    }
  }

  int count() {
    return offsets.length;
  }

  int offset(int block) {
    return (int) offsets[block];
  }

  int end(int block) {
    return (int) (offsets[block] + lengths[block]);
  }

  /** Pixels of a row of a block. */
  int width() {
    return width;
  }

  /** Rows of a block: the last strip of a plane may have fewer. */
  int rows(int block) {
    return tiled ? height : Math.min(height, imageHeight - block % down * height);
  }

  private static TruncatedImageException damaged(String how) {
    return new TruncatedImageException("the TIFF is damaged: " + how);
  }
}

package io.boxstream.images;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Reads a TIFF's directories (TIFF 6.0) without decoding: dimensions, kind, orientation, how many
 * pages there are, and whether the file holds all strips or tiles.
 */
final class TiffStructure {

  private static final int NEW_SUBFILE_TYPE = 254;
  private static final int SUBFILE_TYPE = 255;
  private static final int ORIENTATION = 274;
  private static final int EXTRA_SAMPLES = 338;

  private static final int REDUCED_OR_MASK = 1 | 4;
  private static final int OLD_REDUCED = 2;
  private static final int BIG_TIFF = 43;
  private static final short SHORT_TYPE = 3;
  private static final short PREMULTIPLIED_ALPHA = 1;

  /** Each directory costs a walk over its entries. */
  private static final int MAX_DIRECTORIES = 256;

  private final ByteView bytes;
  private final TiffDirectory first;

  private TiffStructure(byte[] raw) {
    this.bytes = new ByteView(raw, order(raw));
    if (bytes.unsignedShort(2) == BIG_TIFF) {
      throw new UnsupportedImageException("the file is a BigTIFF; save it as a classic TIFF");
    }
    this.first = TiffDirectory.read(bytes, bytes.unsignedInt(4));
  }

  static boolean looksLike(byte[] bytes) {
    ByteView view = new ByteView(bytes);
    return view.startsWith(0, bytes.length, "II*\0")
        || view.startsWith(0, bytes.length, "MM\0*")
        || view.startsWith(0, bytes.length, "II+\0")
        || view.startsWith(0, bytes.length, "MM\0+");
  }

  static ImageHeader read(byte[] bytes, ImageLimits limits) {
    return new TiffStructure(bytes).header(limits);
  }

  /**
   * Unpacks the pixel data without keeping it.
   *
   * @throws TruncatedImageException if it is not what the header promises
   */
  static void requireAllPixels(byte[] bytes, ImageLimits limits) {
    TiffDirectory first = new TiffStructure(bytes).first;
    TiffLayout layout = TiffLayout.read(first, limits);
    new TiffPixels(bytes, first, limits).requireAll(layout, TiffBlocks.read(first, layout, limits));
  }

  /**
   * A copy for the decoder. libtiff turns pixels as the orientation says and multiplies them by
   * their alpha; where those two tags say nothing it gives them as they are stored.
   */
  static byte[] withPixelsAsStored(byte[] bytes) {
    TiffDirectory directory = new TiffStructure(bytes).first;
    ByteBuffer copy = ByteBuffer.wrap(bytes.clone()).order(order(bytes));
    set(copy, directory.entry(ORIENTATION), (short) Orientation.UPRIGHT.exifValue());
    if (directory.count(EXTRA_SAMPLES) == 1) {
      set(copy, directory.entry(EXTRA_SAMPLES), PREMULTIPLIED_ALPHA);
    }
    return copy.array();
  }

  private static void set(ByteBuffer tiff, OptionalInt entry, short value) {
    entry.ifPresent(
        at ->
            tiff.putShort(at + 2, SHORT_TYPE)
                .putInt(at + 4, 1)
                .putShort(at + 8, value)
                .putShort(at + 10, (short) 0));
  }

  private static ByteOrder order(byte[] bytes) {
    return bytes[0] == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private ImageHeader header(ImageLimits limits) {
    TiffLayout layout = TiffLayout.read(first, limits);
    if (!isPage(first)) {
      throw new UnsupportedImageException(
          "the TIFF begins with a thumbnail, as raw files of cameras do; export the image itself");
    }
    requireOnePage();
    TiffBlocks.read(first, layout, limits).requireWithin(bytes);
    return new ImageHeader(
        ImageFormat.TIFF,
        layout.width(),
        layout.height(),
        layout.storage(),
        Orientation.ofExif((int) first.number(ORIENTATION, 1)),
        bytes.length());
  }

  private void requireOnePage() {
    int pages = 1;
    Set<Long> seen = new HashSet<>();
    for (long at = first.next(); at != 0; ) {
      if (!seen.add(at)) {
        throw new TruncatedImageException("the TIFF is damaged: its directories form a loop");
      }
      if (seen.size() > MAX_DIRECTORIES) {
        throw new UnsupportedImageException(
            "the TIFF has more than %d pages; send each page as a file".formatted(MAX_DIRECTORIES));
      }
      TiffDirectory directory = TiffDirectory.read(bytes, at);
      pages += isPage(directory) ? 1 : 0;
      at = directory.next();
    }
    if (pages > 1) {
      throw new UnsupportedImageException(
          "the TIFF has %d pages; send each page as a file".formatted(pages));
    }
  }

  /** Thumbnails and masks are no pages. */
  private static boolean isPage(TiffDirectory directory) {
    return (directory.number(NEW_SUBFILE_TYPE, 0) & REDUCED_OR_MASK) == 0
        && directory.number(SUBFILE_TYPE, 0) != OLD_REDUCED;
  }
}

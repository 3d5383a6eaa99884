package io.boxstream.images;

import java.nio.ByteOrder;
import java.util.Set;

/**
 * Reads a BMP's header: dimensions, kind, and whether the file holds all rows.
 *
 * <p>The headers of OS/2 1 and 2 and of Windows 3 to 5 are read. Files without compression and with
 * run-length encoding are taken, and the layouts of 16 and 32 bits that are in use.
 */
final class BmpStructure {

  private static final int FILE_HEADER = 14;
  private static final int OS2_HEADER = 12;
  private static final int OS2_LONG_HEADER = 64;
  private static final int WINDOWS_HEADER = 40;
  private static final Set<Integer> HEADERS =
      Set.of(OS2_HEADER, WINDOWS_HEADER, 52, 56, 64, 108, 124);
  private static final int UNCOMPRESSED = 0;
  private static final int RUN_LENGTH_8 = 1;
  private static final int RUN_LENGTH_4 = 2;
  private static final int BIT_FIELDS = 3;

  private final ByteView bytes;
  private final ImageLimits limits;

  private BmpStructure(byte[] bytes, ImageLimits limits) {
    this.bytes = new ByteView(bytes, ByteOrder.LITTLE_ENDIAN);
    this.limits = limits;
  }

  /** Two letters are little: the header's length must be that of a BMP too. */
  static boolean looksLike(byte[] bytes) {
    ByteView view = new ByteView(bytes, ByteOrder.LITTLE_ENDIAN);
    return view.startsWith(0, bytes.length, "BM")
        && bytes.length >= FILE_HEADER + 4
        && HEADERS.contains(view.signedInt(FILE_HEADER));
  }

  static ImageHeader read(byte[] bytes, ImageLimits limits) {
    return new BmpStructure(bytes, limits).header();
  }

  private ImageHeader header() {
    int headerLength = bytes.signedInt(FILE_HEADER);
    bytes.require(FILE_HEADER + headerLength);
    boolean old = headerLength == OS2_HEADER;
    int width = old ? bytes.unsignedShort(18) : bytes.signedInt(18);
    int rows = old ? bytes.unsignedShort(20) : bytes.signedInt(22);
    // A negative height means that the first row is the upper one.
    int height = rows == Integer.MIN_VALUE ? 0 : Math.abs(rows);
    ImageHeaders.requireSize(width, height, limits);
    int bits = bytes.unsignedShort(old ? 24 : 28);
    int compression = old ? UNCOMPRESSED : bytes.signedInt(30);
    requireKind(headerLength, bits, compression);
    long data = bytes.unsignedInt(10);
    if (data < FILE_HEADER + headerLength) {
      throw new TruncatedImageException("the BMP's pixels begin inside its header");
    }
    boolean runs = compression == RUN_LENGTH_8 || compression == RUN_LENGTH_4;
    long rowBytes = ((long) width * bits + 31) / 32 * 4;
    long end = runs ? bytes.length() : data + rowBytes * height;
    bytes.require(Math.max(data, end));
    return new ImageHeader(
        ImageFormat.BMP, width, height, PixelStorage.LOSSLESS, Orientation.UPRIGHT, (int) end);
  }

  private void requireKind(int headerLength, int bits, int compression) {
    boolean taken =
        switch (compression) {
          case UNCOMPRESSED ->
              bits == 1 || bits == 4 || bits == 8 || bits == 16 || bits == 24 || bits == 32;
          case RUN_LENGTH_8 -> bits == 8;
          case RUN_LENGTH_4 -> bits == 4;
          case BIT_FIELDS -> hasUsualMasks(headerLength, bits);
          default -> false;
        };
    if (!taken) {
      throw new UnsupportedImageException(
          "the BMP has %d bits per pixel with compression %d; save it as 24 bits uncompressed"
              .formatted(bits, compression));
    }
  }

  /** 5-5-5 or 5-6-5 bits beside the shortest header, or 8-8-8; OpenCV knows no others. */
  private boolean hasUsualMasks(int headerLength, int bits) {
    if (headerLength == OS2_LONG_HEADER) {
      return false;
    }
    int red = bytes.signedInt(54);
    int green = bytes.signedInt(58);
    int blue = bytes.signedInt(62);
    if (bits == 16) {
      boolean five = red == 0x7c00 && green == 0x3e0;
      boolean six = red == 0xf800 && green == 0x7e0;
      return headerLength == WINDOWS_HEADER && blue == 0x1f && (five || six);
    }
    return bits == 32 && red == 0xff0000 && green == 0xff00 && blue == 0xff;
  }
}

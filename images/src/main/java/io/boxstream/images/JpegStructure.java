package io.boxstream.images;

/**
 * Walks a JPEG's markers (ITU T.81 annex B) without decoding, so that nothing is believed or
 * allocated before the whole file has been seen: dimensions, kind, where the image really ends, and
 * its EXIF block.
 */
final class JpegStructure {

  private static final int START_OF_IMAGE = 0xd8;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int START_OF_SCAN = 0xda;
  private static final int APP1 = 0xe1;
  private static final int TEMPORARY = 0x01;
  private static final int FIRST_RESTART = 0xd0;
  private static final int LAST_RESTART = 0xd7;
  private static final int CMYK_COMPONENTS = 4;

  /** Progressive files have about ten; each costs a pass over the whole image. */
  private static final int MAX_SCANS = 100;

  /** A Huffman-coded block of 64 pixels takes at least one bit. */
  private static final long MAX_PIXELS_PER_BYTE = 512;

  private final ByteView bytes;
  private final ImageLimits limits;
  private int width;
  private int height;
  private int components;
  private int scans;
  private Orientation orientation = Orientation.UPRIGHT;

  private JpegStructure(byte[] bytes, ImageLimits limits) {
    this.bytes = new ByteView(bytes);
    this.limits = limits;
  }

  static boolean looksLike(byte[] bytes) {
    return bytes.length >= 3
        && (bytes[0] & 0xff) == 0xff
        && (bytes[1] & 0xff) == START_OF_IMAGE
        && (bytes[2] & 0xff) == 0xff;
  }

  static ImageHeader read(byte[] bytes, ImageLimits limits) {
    return new JpegStructure(bytes, limits).walk();
  }

  private ImageHeader walk() {
    int at = 2;
    while (true) {
      at = markerFrom(at);
      int marker = bytes.unsignedByte(at - 1);
      if (marker == END_OF_IMAGE) {
        return header(at);
      }
      if (marker == TEMPORARY || (marker >= FIRST_RESTART && marker <= LAST_RESTART)) {
        continue;
      }
      int end = at + bytes.unsignedShort(at);
      bytes.require(end);
      segment(marker, at + 2, end);
      at = marker == START_OF_SCAN ? endOfScan(end) : end;
    }
  }

  private ImageHeader header(int length) {
    if (scans == 0) {
      throw new TruncatedImageException("the JPEG ends before any pixels");
    }
    if ((long) width * height > MAX_PIXELS_PER_BYTE * length) {
      throw new TruncatedImageException(
          "%d bytes cannot hold the %d×%d pixels that the JPEG header claims"
              .formatted(length, width, height));
    }
    PixelStorage storage =
        components == CMYK_COMPONENTS ? PixelStorage.LOSSY : PixelStorage.CANONICAL_JPEG;
    return new ImageHeader(ImageFormat.JPEG, width, height, storage, orientation, length);
  }

  /**
   * The position after the next marker. Fill bytes, and strays that some cameras leave between
   * segments, are passed over just as libjpeg does: both must see the same segments.
   */
  private int markerFrom(int from) {
    int at = from;
    while (true) {
      at = bytes.findOnes(at);
      while (bytes.unsignedByte(at) == 0xff) {
        at++;
      }
      at++;
      if (bytes.unsignedByte(at - 1) != 0) {
        return at;
      }
    }
  }

  private void segment(int marker, int from, int end) {
    if (marker == START_OF_SCAN) {
      if (width == 0) {
        throw new TruncatedImageException("the JPEG has pixels before its dimensions");
      }
      if (++scans > MAX_SCANS) {
        throw new UnsupportedImageException("the JPEG has more than " + MAX_SCANS + " scans");
      }
    } else if (marker == APP1 && bytes.startsWith(from, end, "Exif\0\0")) {
      orientation = ExifOrientation.read(bytes.copy(from + 6, end));
    } else if (isFrame(marker)) {
      frame(marker, from, end);
    }
  }

  /**
   * Start-of-frame markers are C0 to CF, but for tables (C4), reserved (C8) and conditioning (CC).
   */
  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private void frame(int marker, int from, int end) {
    if (marker > 0xc2) {
      throw new UnsupportedImageException(
          "the JPEG is lossless, hierarchical or arithmetic-coded (marker %x)".formatted(marker));
    }
    if (end - from < 6 || width != 0) {
      throw new TruncatedImageException("the JPEG's frame header is damaged");
    }
    int precision = bytes.unsignedByte(from);
    components = bytes.unsignedByte(from + 5);
    height = bytes.unsignedShort(from + 1);
    width = bytes.unsignedShort(from + 3);
    if (precision != 8) {
      throw new UnsupportedImageException("the JPEG has " + precision + " bits per sample, not 8");
    }
    if (components != 1 && components != 3 && components != CMYK_COMPONENTS) {
      throw new UnsupportedImageException(
          "the JPEG has %d components; grey has 1, RGB 3 and CMYK 4".formatted(components));
    }
    ImageHeaders.requireSize(width, height, limits);
  }

  /**
   * The position of the marker that ends the entropy-coded data: stuffed zeros and restarts are
   * data.
   */
  private int endOfScan(int from) {
    int at = from;
    while (true) {
      at = bytes.findOnes(at);
      int next = bytes.unsignedByte(at + 1);
      if (next != 0 && next != 0xff && (next < FIRST_RESTART || next > LAST_RESTART)) {
        return at;
      }
      at += next == 0xff ? 1 : 2;
    }
  }
}

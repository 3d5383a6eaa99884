package io.boxstream.images;

/**
 * How a TIFF's pixels are laid out. Only layouts that are known to decode to the right colours are
 * taken: libtiff decodes some others to wrong ones without a word.
 *
 * @param width columns
 * @param height rows
 * @param bits of each sample
 * @param samples of each pixel
 * @param compression TIFF's number of it
 * @param separate whether each sample has its own plane
 */
record TiffLayout(int width, int height, int bits, int samples, int compression, boolean separate) {

  static final int UNCOMPRESSED = 1;
  static final int LZW = 5;
  static final int JPEG = 7;
  static final int DEFLATE = 8;
  static final int PACK_BITS = 32773;
  static final int OLD_DEFLATE = 32946;

  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS_PER_SAMPLE = 258;
  private static final int COMPRESSION = 259;
  private static final int PHOTOMETRIC = 262;
  private static final int SAMPLES_PER_PIXEL = 277;
  private static final int PLANAR_CONFIGURATION = 284;
  private static final int PREDICTOR = 317;
  private static final int SAMPLE_FORMAT = 339;

  private static final int SEPARATE_PLANES = 2;
  private static final int HORIZONTAL_PREDICTOR = 2;
  private static final int UNSIGNED_INTEGERS = 1;
  private static final int MAX_SAMPLES = 4;

  /**
   * Reads and checks the layout.
   *
   * @throws UnsupportedImageException if it is not one of those that are taken
   */
  static TiffLayout read(TiffDirectory directory, ImageLimits limits) {
    int width = number(directory.number(WIDTH));
    int height = number(directory.number(HEIGHT));
    ImageHeaders.requireSize(width, height, limits);
    int samples = number(directory.number(SAMPLES_PER_PIXEL, 1));
    int compression = number(directory.number(COMPRESSION, UNCOMPRESSED));
    requireCompression(compression, directory.number(PREDICTOR, 1));
    if (samples < 1 || samples > MAX_SAMPLES) {
      throw new UnsupportedImageException(
          "the TIFF has %d samples per pixel; at most %d are read".formatted(samples, MAX_SAMPLES));
    }
    TiffLayout layout =
        new TiffLayout(
            width,
            height,
            bits(directory, samples),
            samples,
            compression,
            samples > 1 && directory.number(PLANAR_CONFIGURATION, 1) == SEPARATE_PLANES);
    layout.requireColours(number(directory.number(PHOTOMETRIC)));
    return layout;
  }

  PixelStorage storage() {
    return compression == JPEG ? PixelStorage.LOSSY : PixelStorage.LOSSLESS;
  }

  /** Planes that are stored one after the other. */
  int planes() {
    return separate ? samples : 1;
  }

  /** Bytes of so many pixels of a row, uncompressed. */
  long rowBytes(int pixels) {
    return ((long) pixels * (separate ? 1 : samples) * bits + 7) / 8;
  }

  private static int bits(TiffDirectory directory, int samples) {
    if (directory.count(BITS_PER_SAMPLE) == 0) {
      return 1;
    }
    int bits = number(directory.number(BITS_PER_SAMPLE));
    for (long other : directory.numbers(BITS_PER_SAMPLE, samples)) {
      if (other != bits) {
        throw new UnsupportedImageException("the TIFF has samples of different sizes");
      }
    }
    if (directory.number(SAMPLE_FORMAT, UNSIGNED_INTEGERS) != UNSIGNED_INTEGERS) {
      throw new UnsupportedImageException(
          "the TIFF's samples are not unsigned integers; save it with 8 bits per sample");
    }
    return bits;
  }

  private static void requireCompression(int compression, long predictor) {
    boolean taken =
        switch (compression) {
          case UNCOMPRESSED, LZW, JPEG, DEFLATE, PACK_BITS, OLD_DEFLATE -> true;
          default -> false;
        };
    if (!taken || predictor > HORIZONTAL_PREDICTOR) {
      throw new UnsupportedImageException(
          "the TIFF has compression %d with predictor %d; save it uncompressed or with LZW, Deflate,"
                  .formatted(compression, predictor)
              + " PackBits or JPEG");
    }
  }

  /** Bits and samples that go with a photometric interpretation. */
  private void requireColours(int photometric) {
    boolean whole = bits == 8 || bits == 16;
    boolean taken =
        switch (photometric) {
          case 0, 1 ->
              samples == 1 && (whole || bits == 1 || bits == 4) || samples == 2 && bits == 8;
          case 2 -> samples >= 3 && whole;
          case 3 -> samples == 1 && (bits == 4 || bits == 8);
          case 5 -> samples == 4 && bits == 8;
          case 6 -> samples == 3 && bits == 8 && compression == JPEG;
          default -> false;
        };
    if (!taken || compression == JPEG && bits != 8) {
      throw new UnsupportedImageException(
          "the TIFF has %d samples of %d bits with photometric interpretation %d; save it as RGB"
                  .formatted(samples, bits, photometric)
              + " with 8 bits per sample");
    }
  }

  private static int number(long value) {
    return (int) Math.min(value, Integer.MAX_VALUE);
  }
}

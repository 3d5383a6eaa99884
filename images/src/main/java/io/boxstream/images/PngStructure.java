package io.boxstream.images;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Walks a PNG's chunks (ISO/IEC 15948) without decoding: lengths, check sums, dimensions, kind,
 * where the image really ends, and its EXIF block.
 */
final class PngStructure {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int CHUNK_OVERHEAD = 12;
  private static final int GREY = 0;
  private static final int COLOUR = 2;
  private static final int[][] ADAM7 = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private final byte[] raw;
  private final ByteView bytes;
  private final ImageLimits limits;
  private final ByteArrayOutputStream data;
  private int width;
  private int height;
  private int bitDepth;
  private int colourType;
  private boolean interlaced;
  private boolean transparent;
  private boolean hasData;
  private Orientation orientation = Orientation.UPRIGHT;

  private PngStructure(byte[] bytes, ImageLimits limits, boolean keepData) {
    this.raw = bytes;
    this.bytes = new ByteView(bytes);
    this.limits = limits;
    this.data = keepData ? new ByteArrayOutputStream(bytes.length) : null;
  }

  static boolean looksLike(byte[] bytes) {
    return bytes.length >= SIGNATURE.length
        && Arrays.equals(bytes, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }

  static ImageHeader read(byte[] bytes, ImageLimits limits) {
    return new PngStructure(bytes, limits, false).walk();
  }

  /**
   * Inflates the pixel data without keeping it.
   *
   * @throws TruncatedImageException if it is not what the header promises
   */
  static void requireAllPixels(byte[] bytes, ImageLimits limits) {
    PngStructure structure = new PngStructure(bytes, limits, true);
    structure.walk();
    structure.inflate();
  }

  private ImageHeader walk() {
    int at = SIGNATURE.length;
    if (!bytes.startsWith(at + 4, raw.length, "IHDR")) {
      throw new TruncatedImageException("the PNG has no header");
    }
    while (true) {
      int length = bytes.signedInt(at);
      if (length < 0 || length > raw.length - at - CHUNK_OVERHEAD) {
        throw new TruncatedImageException(
            "the image ends after %d bytes, before its end".formatted(raw.length));
      }
      int end = at + CHUNK_OVERHEAD + length;
      requireCheckSum(at, length);
      chunk(at + 4, at + 8, length);
      if (bytes.startsWith(at + 4, end, "IEND")) {
        return header(end);
      }
      at = end;
    }
  }

  private ImageHeader header(int length) {
    if (!hasData) {
      throw new TruncatedImageException("the PNG ends before any pixels");
    }
    boolean canonical = bitDepth == 8 && (colourType == GREY || colourType == COLOUR);
    PixelStorage storage =
        canonical && !transparent ? PixelStorage.CANONICAL_PNG : PixelStorage.LOSSLESS;
    return new ImageHeader(ImageFormat.PNG, width, height, storage, orientation, length);
  }

  private void requireCheckSum(int at, int length) {
    CRC32 sum = new CRC32();
    sum.update(raw, at + 4, length + 4);
    if ((int) sum.getValue() != bytes.signedInt(at + 8 + length)) {
      throw new TruncatedImageException("the PNG is damaged: a check sum differs at byte " + at);
    }
  }

  private void chunk(int name, int from, int length) {
    int end = from + length;
    if (bytes.startsWith(name, end, "IHDR")) {
      frame(from, length);
    } else if (bytes.startsWith(name, end, "IDAT")) {
      hasData = true;
      if (data != null) {
        data.write(raw, from, length);
      }
    } else if (bytes.startsWith(name, end, "tRNS")) {
      transparent = true;
    } else if (bytes.startsWith(name, end, "eXIf")) {
      orientation = ExifOrientation.read(bytes.copy(from, end));
    } else if (bytes.startsWith(name, end, "acTL")) {
      throw new UnsupportedImageException("the PNG is animated; send each frame as a file");
    }
  }

  private void frame(int from, int length) {
    if (length != 13 || width != 0) {
      throw new TruncatedImageException("the PNG's header is damaged");
    }
    width = bytes.signedInt(from);
    height = bytes.signedInt(from + 4);
    bitDepth = bytes.unsignedByte(from + 8);
    colourType = bytes.unsignedByte(from + 9);
    interlaced = bytes.unsignedByte(from + 12) != 0;
    ImageHeaders.requireSize(width, height, limits);
  }

  private void inflate() {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(data.toByteArray());
      byte[] sink = new byte[1 << 16];
      long total = 0;
      while (!inflater.finished()) {
        int count = inflater.inflate(sink);
        total += count;
        if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          break;
        }
        if (total > filteredBytes()) {
          break;
        }
      }
      if (total < filteredBytes()) {
        throw new TruncatedImageException(
            "the PNG holds %d of %d bytes of pixels".formatted(total, filteredBytes()));
      }
    } catch (DataFormatException e) {
      throw new TruncatedImageException("the PNG's pixels are damaged: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }

  /** Bytes of all rows, each with its filter byte. */
  private long filteredBytes() {
    if (!interlaced) {
      return rows(width, height);
    }
    long total = 0;
    for (int[] pass : ADAM7) {
      int columns = (width - pass[0] + pass[2] - 1) / pass[2];
      int lines = (height - pass[1] + pass[3] - 1) / pass[3];
      total += columns > 0 && lines > 0 ? rows(columns, lines) : 0;
    }
    return total;
  }

  private long rows(long columns, long lines) {
    int samples =
        switch (colourType) {
          case COLOUR -> 3;
          case 4 -> 2;
          case 6 -> 4;
          default -> 1;
        };
    return lines * (1 + (columns * samples * bitDepth + 7) / 8);
  }
}

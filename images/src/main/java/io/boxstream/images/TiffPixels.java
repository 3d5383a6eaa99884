package io.boxstream.images;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks a TIFF's strips or tiles and counts their bytes. libtiff fills what is missing with zeros
 * and only warns.
 */
final class TiffPixels {

  private static final int JPEG_TABLES = 347;
  private static final int JPEG_MARKER = 2;

  private final byte[] raw;
  private final TiffDirectory directory;
  private final ImageLimits limits;

  TiffPixels(byte[] raw, TiffDirectory directory, ImageLimits limits) {
    this.raw = raw;
    this.directory = directory;
    this.limits = limits;
  }

  /**
   * Checks that every block holds its pixels.
   *
   * @throws TruncatedImageException if one does not
   */
  void requireAll(TiffLayout layout, TiffBlocks blocks) {
    for (int block = 0; block < blocks.count(); block++) {
      if (layout.compression() == TiffLayout.JPEG) {
        requireJpeg(blocks, block);
        continue;
      }
      long expected = layout.rowBytes(blocks.width()) * blocks.rows(block);
      long found = unpacked(layout.compression(), blocks, block, expected);
      if (found < expected) {
        throw new TruncatedImageException(
            "block %d of the TIFF holds %d of %d bytes of pixels"
                .formatted(block, found, expected));
      }
    }
  }

  private long unpacked(int compression, TiffBlocks blocks, int block, long expected) {
    int from = blocks.offset(block);
    int end = blocks.end(block);
    return switch (compression) {
      case TiffLayout.UNCOMPRESSED -> end - from;
      case TiffLayout.LZW -> new LzwLength(raw, from, end).unpacked(expected);
      case TiffLayout.PACK_BITS -> packBits(from, end);
      default -> inflated(from, end, expected);
    };
  }

  /** The blocks share their tables: joined with them each is a JPEG of its own. */
  private void requireJpeg(TiffBlocks blocks, int block) {
    byte[] tables = directory.content(JPEG_TABLES);
    int from = blocks.offset(block);
    int length = blocks.end(block) - from;
    byte[] jpeg = new byte[Math.max(0, tables.length - 2 * JPEG_MARKER) + length];
    int shared = jpeg.length - length;
    if (length < JPEG_MARKER) {
      throw new TruncatedImageException("block %d of the TIFF is no JPEG".formatted(block));
    }
    System.arraycopy(raw, from, jpeg, 0, JPEG_MARKER);
    System.arraycopy(tables, Math.min(tables.length, JPEG_MARKER), jpeg, JPEG_MARKER, shared);
    System.arraycopy(raw, from + JPEG_MARKER, jpeg, JPEG_MARKER + shared, length - JPEG_MARKER);
    if (!JpegStructure.looksLike(jpeg)) {
      throw new TruncatedImageException("block %d of the TIFF is no JPEG".formatted(block));
    }
    JpegStructure.read(jpeg, limits);
    JpegPixels.requireIntact(jpeg);
  }

  private long packBits(int from, int end) {
    long total = 0;
    int at = from;
    while (at < end) {
      int code = raw[at];
      if (code >= 0) {
        total += Math.min(code + 1, end - at - 1);
        at += code + 2;
      } else {
        total += code == Byte.MIN_VALUE || at + 1 >= end ? 0 : 1 - code;
        at += code == Byte.MIN_VALUE ? 1 : 2;
      }
    }
    return total;
  }

  private long inflated(int from, int end, long expected) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(raw, from, end - from);
      byte[] sink = new byte[1 << 16];
      long total = 0;
      while (total < expected && !inflater.finished()) {
        int count = inflater.inflate(sink);
        total += count;
        if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          break;
        }
      }
      return total;
    } catch (DataFormatException e) {
      throw new TruncatedImageException("the TIFF's pixels are damaged: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }
}

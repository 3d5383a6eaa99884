package io.boxstream.images;

import java.nio.ByteOrder;

/**
 * Walks a WebP's chunks (RFC 9649) without decoding: lengths, dimensions, kind, where the image
 * really ends, and its EXIF block.
 */
final class WebpStructure {

  private static final int CHUNK_HEADER = 8;
  private static final int FIRST_CHUNK = 12;
  private static final int KEY_FRAME_HEADER = 10;
  private static final int LOSSLESS_HEADER = 5;
  private static final int EXTENDED_HEADER = 10;
  private static final int START_CODE = 0x2a019d;
  private static final int LOSSLESS_SIGNATURE = 0x2f;
  private static final int DIMENSION_BITS = 14;
  private static final int DIMENSION_MASK = (1 << DIMENSION_BITS) - 1;
  private static final int ANIMATION_FLAG = 2;

  private final byte[] raw;
  private final ByteView bytes;
  private final ImageLimits limits;
  private int width;
  private int height;
  private int canvasWidth;
  private int canvasHeight;
  private boolean animated;
  private int frames;
  private PixelStorage storage = PixelStorage.LOSSY;
  private Orientation orientation = Orientation.UPRIGHT;

  private WebpStructure(byte[] bytes, ImageLimits limits) {
    this.raw = bytes;
    this.bytes = new ByteView(bytes, ByteOrder.LITTLE_ENDIAN);
    this.limits = limits;
  }

  static boolean looksLike(byte[] bytes) {
    ByteView view = new ByteView(bytes);
    return view.startsWith(0, bytes.length, "RIFF")
        && view.startsWith(CHUNK_HEADER, bytes.length, "WEBP");
  }

  static ImageHeader read(byte[] bytes, ImageLimits limits) {
    return new WebpStructure(bytes, limits).walk();
  }

  private ImageHeader walk() {
    long end = CHUNK_HEADER + bytes.unsignedInt(4);
    bytes.require(end);
    int at = FIRST_CHUNK;
    while (at + CHUNK_HEADER <= end) {
      long length = bytes.unsignedInt(at + 4);
      if (length > end - at - CHUNK_HEADER) {
        throw damaged("a chunk is longer than the file");
      }
      chunk(at, at + CHUNK_HEADER, (int) length);
      // Chunks are padded to an even length.
      at += CHUNK_HEADER + (int) (length + length % 2);
    }
    return header((int) end);
  }

  private ImageHeader header(int length) {
    if (animated || frames > 0) {
      throw new UnsupportedImageException(
          "the WebP is animated and has %d frames; send each frame as a file".formatted(frames));
    }
    if (width == 0) {
      throw damaged("it has no pixels");
    }
    if (canvasWidth != 0 && (canvasWidth != width || canvasHeight != height)) {
      throw damaged(
          "its canvas has %d×%d pixels, its image %d×%d"
              .formatted(canvasWidth, canvasHeight, width, height));
    }
    return new ImageHeader(ImageFormat.WEBP, width, height, storage, orientation, length);
  }

  private void chunk(int name, int from, int length) {
    int end = from + length;
    if (named(name, "VP8X")) {
      extended(from, length);
    } else if (named(name, "VP8 ") && width == 0) {
      lossy(from, length);
    } else if (named(name, "VP8L") && width == 0) {
      lossless(from, length);
    } else if (named(name, "EXIF")) {
      int start = bytes.startsWith(from, end, "Exif\0\0") ? from + 6 : from;
      orientation = ExifOrientation.read(bytes.copy(start, end));
    } else if (named(name, "ANMF")) {
      frames++;
    }
  }

  private boolean named(int at, String name) {
    return bytes.startsWith(at, raw.length, name);
  }

  private void extended(int from, int length) {
    if (length < EXTENDED_HEADER) {
      throw damaged("its header is too short");
    }
    animated = (bytes.unsignedByte(from) & ANIMATION_FLAG) != 0;
    canvasWidth = 1 + unsigned24(from + 4);
    canvasHeight = 1 + unsigned24(from + 7);
    ImageHeaders.requireSize(canvasWidth, canvasHeight, limits);
  }

  private int unsigned24(int at) {
    return bytes.unsignedShort(at) | bytes.unsignedByte(at + 2) << 16;
  }

  /** The frame header of VP8 (RFC 6386 section 9.1). */
  private void lossy(int from, int length) {
    if (length < KEY_FRAME_HEADER
        || (bytes.unsignedByte(from) & 1) != 0
        || unsigned24(from + 3) != START_CODE) {
      throw damaged("its frame header is none");
    }
    int firstPartition = unsigned24(from) >> 5;
    if (firstPartition > length - KEY_FRAME_HEADER) {
      throw damaged("its pixels end early");
    }
    size(
        bytes.unsignedShort(from + 6) & DIMENSION_MASK,
        bytes.unsignedShort(from + 8) & DIMENSION_MASK);
  }

  /** The header of a lossless image (RFC 9649 section 3.4). */
  private void lossless(int from, int length) {
    if (length < LOSSLESS_HEADER || bytes.unsignedByte(from) != LOSSLESS_SIGNATURE) {
      throw damaged("its image header is none");
    }
    int bits = bytes.signedInt(from + 1);
    size(1 + (bits & DIMENSION_MASK), 1 + (bits >>> DIMENSION_BITS & DIMENSION_MASK));
    storage = PixelStorage.LOSSLESS;
  }

  private void size(int columns, int rows) {
    width = columns;
    height = rows;
    ImageHeaders.requireSize(width, height, limits);
  }

  private static TruncatedImageException damaged(String how) {
    return new TruncatedImageException("the WebP is damaged: " + how);
  }
}

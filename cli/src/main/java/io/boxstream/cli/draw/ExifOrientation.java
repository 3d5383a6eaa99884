package io.boxstream.cli.draw;

import java.awt.geom.AffineTransform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * How a JPEG is turned when it is shown: tag 0x0112 of its Exif data (Exif 2.3, 4.6.4). Java's
 * reader of JPEGs does not apply it.
 */
enum ExifOrientation {
  // In the order of the tag's values 1 to 8: where row 0 and column 0 are seen.
  TOP_LEFT(1, 0, 0, 1),
  TOP_RIGHT(-1, 0, 0, 1),
  BOTTOM_RIGHT(-1, 0, 0, -1),
  BOTTOM_LEFT(1, 0, 0, -1),
  LEFT_TOP(0, 1, 1, 0),
  RIGHT_TOP(0, 1, -1, 0),
  RIGHT_BOTTOM(0, -1, -1, 0),
  LEFT_BOTTOM(0, -1, 1, 0);

  private static final int START_OF_IMAGE = 0xFFD8;
  private static final int START_OF_SCAN = 0xFFDA;
  private static final int APPLICATION_1 = 0xFFE1;
  private static final String EXIF = "Exif\0\0";
  private static final int ORIENTATION = 0x0112;
  private static final int ENTRY = 12;

  private final int xScale;
  private final int yShear;
  private final int xShear;
  private final int yScale;

  ExifOrientation(int xScale, int yShear, int xShear, int yScale) {
    this.xScale = xScale;
    this.yShear = yShear;
    this.xShear = xShear;
    this.yScale = yScale;
  }

  /** The orientation of an image; {@link #TOP_LEFT} if it states none or is no JPEG. */
  static ExifOrientation of(byte[] image) {
    try {
      return read(ByteBuffer.wrap(image));
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      return TOP_LEFT;
    }
  }

  /** Whether width and height change places. */
  boolean swapsSides() {
    return xScale == 0;
  }

  /** From the pixels of the file to those of the upright image. */
  AffineTransform transform(int width, int height) {
    double x = Math.min(0, xScale * width) + Math.min(0, xShear * height);
    double y = Math.min(0, yShear * width) + Math.min(0, yScale * height);
    return new AffineTransform(xScale, yShear, xShear, yScale, -x, -y);
  }

  private static ExifOrientation read(ByteBuffer jpeg) {
    if (Short.toUnsignedInt(jpeg.getShort(0)) != START_OF_IMAGE) {
      return TOP_LEFT;
    }
    int at = 2;
    while (true) {
      int marker = Short.toUnsignedInt(jpeg.getShort(at));
      int length = Short.toUnsignedInt(jpeg.getShort(at + 2));
      if (marker < 0xFF00 || marker == START_OF_SCAN) {
        return TOP_LEFT;
      }
      byte[] name = new byte[EXIF.length()];
      if (marker == APPLICATION_1 && length > name.length) {
        jpeg.get(at + 4, name);
        if (new String(name, StandardCharsets.ISO_8859_1).equals(EXIF)) {
          return ofTags(jpeg.slice(at + 4 + name.length, length - 2 - name.length));
        }
      }
      at += 2 + length;
    }
  }

  private static ExifOrientation ofTags(ByteBuffer tiff) {
    tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    int entries = Short.toUnsignedInt(tiff.getShort(directory));
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + i * ENTRY;
      if (Short.toUnsignedInt(tiff.getShort(entry)) == ORIENTATION) {
        int value = Short.toUnsignedInt(tiff.getShort(entry + 8));
        return value >= 1 && value <= values().length ? values()[value - 1] : TOP_LEFT;
      }
    }
    return TOP_LEFT;
  }
}

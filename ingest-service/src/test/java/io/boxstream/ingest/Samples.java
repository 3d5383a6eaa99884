package io.boxstream.ingest;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;

/** Images and annotations for tests. */
public final class Samples {

  private Samples() {}

  /** A JPEG that differs from those of other seeds. */
  public static byte[] jpeg(int width, int height, long seed) {
    return encoded("jpg", width, height, seed);
  }

  /** A PNG of noise, which no encoder makes small: about three bytes a pixel. */
  public static byte[] png(int width, int height, long seed) {
    return encoded("png", width, height, seed);
  }

  /** A BMP of noise. */
  public static byte[] bmp(int width, int height, long seed) {
    return encoded("bmp", width, height, seed);
  }

  /** A TIFF of noise. */
  public static byte[] tiff(int width, int height, long seed) {
    return encoded("tiff", width, height, seed);
  }

  /** A GIF of noise. */
  public static byte[] gif(int width, int height, long seed) {
    return encoded("gif", width, height, seed);
  }

  /** The same JPEG with an EXIF orientation. */
  public static byte[] withOrientation(byte[] jpeg, int orientation) {
    byte[] exif = {
      (byte) 0xFF,
      (byte) 0xE1,
      0,
      34,
      'E',
      'x',
      'i',
      'f',
      0,
      0,
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      0x01,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) orientation,
      0,
      0,
      0,
      0,
      0,
      0
    };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.writeBytes(exif);
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  /** The same JPEG with a header that claims another size. */
  public static byte[] claiming(byte[] jpeg, int width, int height) {
    byte[] forged = jpeg.clone();
    int at = 2;
    while ((forged[at + 1] & 0xFF) != 0xC0) {
      at += 2 + ((forged[at + 2] & 0xFF) << 8 | forged[at + 3] & 0xFF);
    }
    forged[at + 5] = (byte) (height >> 8);
    forged[at + 6] = (byte) height;
    forged[at + 7] = (byte) (width >> 8);
    forged[at + 8] = (byte) width;
    return forged;
  }

  /** The first part of the same image. */
  public static byte[] truncated(byte[] image) {
    return Arrays.copyOf(image, image.length * 2 / 3);
  }

  /** A VOC annotation with one box, one-based, of an image whose size it states. */
  public static byte[] voc(int width, int height, String label, int... box) {
    return """
    <annotation><filename>elsewhere.jpg</filename>
    <size><width>%d</width><height>%d</height><depth>3</depth></size>
    <object><name>%s</name><difficult>0</difficult>
    <bndbox><xmin>%d</xmin><ymin>%d</ymin><xmax>%d</xmax><ymax>%d</ymax></bndbox></object>
    </annotation>
    """
        .formatted(width, height, label, box[0], box[1], box[2], box[3])
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] encoded(String format, int width, int height, long seed) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(seed);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt(0x1000000));
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}

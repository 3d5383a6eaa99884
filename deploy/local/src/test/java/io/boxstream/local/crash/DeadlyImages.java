package io.boxstream.local.crash;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Images of noise, and the same with a text in them that kills. */
final class DeadlyImages {

  /** The signature and the header of a PNG, after which other chunks may stand. */
  private static final int HEAD = 33;

  private static final int WIDTH = 64;
  private static final int HEIGHT = 48;

  private DeadlyImages() {}

  static byte[] harmless(int seed) {
    return noise(seed, WIDTH, HEIGHT);
  }

  /** A PNG that does not compress. */
  static byte[] noise(int seed, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] noise = new Random(seed).ints((long) width * height).toArray();
    image.setRGB(0, 0, width, height, noise, 0, width);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] deadly(int seed) {
    byte[] png = harmless(seed);
    byte[] text = ("tEXtComment\0" + DeadlyDecoder.MARK).getBytes(StandardCharsets.ISO_8859_1);
    CRC32 sum = new CRC32();
    sum.update(text);
    return ByteBuffer.allocate(png.length + text.length + 2 * Integer.BYTES)
        .put(png, 0, HEAD)
        .putInt(text.length - Integer.BYTES)
        .put(text)
        .putInt((int) sum.getValue())
        .put(png, HEAD, png.length - HEAD)
        .array();
  }
}

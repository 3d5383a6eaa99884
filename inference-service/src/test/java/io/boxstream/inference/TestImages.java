package io.boxstream.inference;

import io.boxstream.images.ImageEncoder;
import io.boxstream.images.RgbImage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** Images for tests, and what can be wrong with them. */
public final class TestImages {
  private static final int QUALITY = 90;
  private static final int SIZE_OF_FRAME = 5;

  private TestImages() {}

  /** A JPEG of noise in large cells, by seed. */
  public static byte[] jpeg(int width, int height, long seed) {
    return new ImageEncoder().jpeg(image(width, height, seed), QUALITY);
  }

  /** The same as a PNG. */
  public static byte[] png(int width, int height, long seed) {
    return new ImageEncoder().png(image(width, height, seed));
  }

  /** The JPEG, said to be rotated: EXIF orientation 6, to be turned a quarter clockwise. */
  public static byte[] rotated(byte[] jpeg) {
    byte[] exif = {
      (byte) 0xff,
      (byte) 0xe1,
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
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      6,
      0,
      0,
      0,
      0,
      0,
      0
    };
    ByteBuffer together = ByteBuffer.allocate(jpeg.length + exif.length);
    together.put(jpeg, 0, 2).put(exif).put(jpeg, 2, jpeg.length - 2);
    return together.array();
  }

  /** The JPEG without its second half. */
  public static byte[] truncated(byte[] jpeg) {
    return Arrays.copyOf(jpeg, jpeg.length / 2);
  }

  /** The JPEG with a header that claims 65 000×65 000 pixels. */
  public static byte[] claimingToBeHuge(byte[] jpeg) {
    byte[] changed = jpeg.clone();
    for (int at = 2; at < changed.length - SIZE_OF_FRAME - 4; at++) {
      if ((changed[at] & 0xff) == 0xff && (changed[at + 1] & 0xff) == 0xc0) {
        ByteBuffer.wrap(changed)
            .putShort(at + SIZE_OF_FRAME, (short) 65_000)
            .putShort(at + SIZE_OF_FRAME + 2, (short) 65_000);
        return changed;
      }
    }
    throw new IllegalArgumentException("no frame header");
  }

  private static RgbImage image(int width, int height, long seed) {
    Random random = new Random(seed);
    int[] colours = random.ints(64, 0, 256).toArray();
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      rgb[i] = (byte) colours[(x / 24 * 7 + y / 24 * 13 + i % 3 * 29) % colours.length];
    }
    return new RgbImage(width, height, rgb);
  }
}

package io.boxstream.images;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Images made for tests, by the platform's encoders and by hand. */
final class TestImages {

  private TestImages() {}

  /** A smooth gradient with one red corner block, so that every orientation looks different. */
  static RgbImage gradient(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean corner = x < width / 4 && y < height / 4;
        int at = 3 * (y * width + x);
        rgb[at] = (byte) (corner ? 220 : 255 * x / width);
        rgb[at + 1] = (byte) (corner ? 20 : 255 * y / height);
        rgb[at + 2] = (byte) (corner ? 20 : 128);
      }
    }
    return new RgbImage(width, height, rgb);
  }

  static byte[] jpeg(int width, int height) {
    return new ImageEncoder().jpeg(gradient(width, height), 90);
  }

  static byte[] png(int width, int height) {
    return new ImageEncoder().png(gradient(width, height));
  }

  static byte[] written(BufferedImage image, String format) {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalStateException("no writer for " + format);
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The JPEG with an EXIF block of one entry, the orientation. */
  static byte[] withExif(byte[] jpeg, int orientation) {
    byte[] tiff = tiff(orientation);
    ByteBuffer out = ByteBuffer.allocate(jpeg.length + tiff.length + 10);
    out.put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) (tiff.length + 8));
    out.put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1)).put(tiff);
    out.put(jpeg, 2, jpeg.length - 2);
    return out.array();
  }

  static byte[] tiff(int orientation) {
    ByteBuffer tiff = ByteBuffer.allocate(26);
    tiff.put((byte) 'M').put((byte) 'M').putShort((short) 42).putInt(8).putShort((short) 1);
    tiff.putShort((short) 0x112).putShort((short) 3).putInt(1);
    tiff.putShort((short) orientation).putShort((short) 0).putInt(0);
    return tiff.array();
  }

  /** The PNG with a chunk put after its header. */
  static byte[] withChunk(byte[] png, String name, byte[] content) {
    int header = 8 + 25;
    byte[] named = name.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 sum = new CRC32();
    sum.update(named);
    sum.update(content);
    ByteBuffer out = ByteBuffer.allocate(png.length + content.length + 12);
    out.put(png, 0, header).putInt(content.length).put(named).put(content);
    out.putInt((int) sum.getValue()).put(png, header, png.length - header);
    return out.array();
  }

  /** The JPEG whose frame header claims another size. */
  static byte[] claiming(byte[] jpeg, int width, int height) {
    byte[] lying = jpeg.clone();
    int frame = frameOf(jpeg);
    ByteBuffer.wrap(lying).putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
    return lying;
  }

  /** Where the baseline frame's marker stands. */
  static int frameOf(byte[] jpeg) {
    for (int i = 2; i < jpeg.length - 1; i++) {
      if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == 0xc0) {
        return i;
      }
    }
    throw new IllegalStateException("no baseline frame");
  }

  /** The PNG whose header claims another size, with a right check sum. */
  static byte[] pngClaiming(byte[] png, int width, int height) {
    byte[] lying = png.clone();
    ByteBuffer buffer = ByteBuffer.wrap(lying).putInt(16, width).putInt(20, height);
    CRC32 sum = new CRC32();
    sum.update(lying, 12, 17);
    buffer.putInt(29, (int) sum.getValue());
    return lying;
  }

  /** The JPEG without the last part of its scan, but with an end marker. */
  static byte[] cutInside(byte[] jpeg) {
    byte[] cut = Arrays.copyOf(jpeg, jpeg.length * 3 / 4);
    if ((cut[cut.length - 3] & 0xff) == 0xff) {
      cut[cut.length - 3] = 0;
    }
    cut[cut.length - 2] = (byte) 0xff;
    cut[cut.length - 1] = (byte) 0xd9;
    return cut;
  }
}

package io.boxstream.images;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.bmp.BMPImageWriteParam;
import javax.imageio.stream.ImageOutputStream;

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

  /** A file of another tool, from the folder of fixtures. */
  static byte[] fixture(String name) {
    try (InputStream file = TestImages.class.getResourceAsStream("/fixtures/" + name)) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A BMP as the platform writes it. */
  static byte[] bmp(RgbImage image, String compression, boolean topDown) {
    boolean indexed = compression.equals("BI_RLE8");
    BufferedImage pixels =
        new BufferedImage(
            image.width(),
            image.height(),
            indexed ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < image.width() * image.height(); i++) {
      int red = image.rgb()[3 * i] & 0xff;
      int green = image.rgb()[3 * i + 1] & 0xff;
      int blue = image.rgb()[3 * i + 2] & 0xff;
      pixels.setRGB(i % image.width(), i / image.width(), red << 16 | green << 8 | blue);
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("bmp").next();
    BMPImageWriteParam parameters = (BMPImageWriteParam) writer.getDefaultWriteParam();
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionType(compression);
    parameters.setTopDown(topDown);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream target = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(target);
      writer.write(null, new IIOImage(pixels, null, null), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** The JPEG without the segment that says what its components are. */
  static byte[] withoutAdobeMarker(byte[] jpeg) {
    for (int at = 2; at < jpeg.length - 1; at++) {
      if ((jpeg[at] & 0xff) == 0xff && (jpeg[at + 1] & 0xff) == 0xee) {
        int length = 2 + (jpeg[at + 2] << 8 | jpeg[at + 3]);
        byte[] without = Arrays.copyOf(jpeg, jpeg.length - length);
        System.arraycopy(jpeg, at + length, without, at, jpeg.length - at - length);
        return without;
      }
    }
    throw new IllegalStateException("no such segment");
  }

  /** The TIFF with another value of a tag that it has. */
  static byte[] withTiffTag(byte[] tiff, int tag, int value) {
    ByteBuffer copy = tiffBuffer(tiff);
    int entry = tiffEntry(copy, tag);
    if (copy.getShort(entry + 2) == 3) {
      copy.putShort(entry + 8, (short) value);
    } else {
      copy.putInt(entry + 8, value);
    }
    return copy.array();
  }

  /** The TIFF whose strips or tiles have lost the last eighth of their bytes. */
  static byte[] withShorterBlocks(byte[] tiff) {
    ByteBuffer copy = tiffBuffer(tiff);
    int entry = tiffEntry(copy, 325, 279);
    boolean shorts = copy.getShort(entry + 2) == 3;
    int count = copy.getInt(entry + 4);
    boolean inline = count * (shorts ? 2 : 4) <= 4;
    int at = inline ? entry + 8 : copy.getInt(entry + 8);
    for (int i = 0; i < count; i++) {
      if (shorts) {
        int length = Short.toUnsignedInt(copy.getShort(at + 2 * i));
        copy.putShort(at + 2 * i, (short) (length - length / 8));
      } else {
        int length = copy.getInt(at + 4 * i);
        copy.putInt(at + 4 * i, length - length / 8);
      }
    }
    return copy.array();
  }

  /** The TIFF whose directory is followed by itself, or by one that lies after the file's end. */
  static byte[] withNextDirectory(byte[] tiff, boolean itself) {
    ByteBuffer copy = tiffBuffer(tiff);
    int first = copy.getInt(4);
    int next = first + 2 + 12 * copy.getShort(first);
    return copy.putInt(next, itself ? first : tiff.length + 100).array();
  }

  /** A few bytes are others, mostly those at the file's beginning and end; some are cut off. */
  static byte[] damaged(byte[] bytes, Random random) {
    byte[] damaged = bytes.clone();
    int changes = 1 + random.nextInt(6);
    for (int change = 0; change < changes; change++) {
      int from =
          switch (random.nextInt(3)) {
            case 0 -> 0;
            case 1 -> Math.max(0, bytes.length - 250);
            default -> random.nextInt(bytes.length);
          };
      int at = Math.min(bytes.length - 1, from + random.nextInt(250));
      damaged[at] = (byte) (random.nextInt(3) == 0 ? -random.nextInt(2) : random.nextInt(256));
    }
    return random.nextInt(8) == 0 ? Arrays.copyOf(damaged, random.nextInt(bytes.length)) : damaged;
  }

  private static ByteBuffer tiffBuffer(byte[] tiff) {
    return ByteBuffer.wrap(tiff.clone())
        .order(tiff[0] == 'M' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  private static int tiffEntry(ByteBuffer tiff, int... tags) {
    int first = tiff.getInt(4);
    for (int tag : tags) {
      for (int i = 0; i < tiff.getShort(first); i++) {
        int entry = first + 2 + 12 * i;
        if (Short.toUnsignedInt(tiff.getShort(entry)) == tag) {
          return entry;
        }
      }
    }
    throw new IllegalStateException("none of the tags " + Arrays.toString(tags));
  }
}

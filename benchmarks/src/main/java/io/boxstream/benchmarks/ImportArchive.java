package io.boxstream.benchmarks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Zips of JPEGs with labels in one of the formats of data sets. Each archive has images of its own:
 * a few dozen that are drawn, with gradients and a photograph's grain, and a comment that makes
 * each copy another file.
 *
 * @param width in pixels
 * @param height in pixels
 * @param bytes that an image has, within a few per cent
 * @param deflated whether the images are compressed once more, as {@code zip} does by default;
 *     Python's zipfile stores them as they are
 * @param labels format of the labels
 */
record ImportArchive(int width, int height, int bytes, boolean deflated, Labels labels) {

  /** A format of labels. */
  enum Labels {
    VOC,
    COCO,
    YOLO
  }

  private static final int DRAWN = 24;
  private static final float QUALITY = 0.85f;
  private static final int ROUNDS = 10;

  /**
   * Writes an archive.
   *
   * @param number of the archive: others have other images
   * @return bytes of all images
   */
  long write(Path file, int images, int number) throws IOException {
    List<byte[]> drawn = drawn();
    long total = 0;
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      for (int i = 0; i < images; i++) {
        byte[] image = copy(drawn.get(i % DRAWN), number, i);
        total += image.length;
        put(zip, image(folder() + "/image-%06d.jpg".formatted(i), image), image);
        switch (labels) {
          case VOC -> put(zip, "voc/Annotations/image-%06d.xml".formatted(i), voc());
          case YOLO -> put(zip, "yolo/labels/image-%06d.txt".formatted(i), yolo());
          case COCO -> {
            // one file for all images, below
          }
        }
      }
      switch (labels) {
        case COCO -> put(zip, "coco/annotations.json", coco(images));
        case YOLO -> put(zip, "yolo/data.yaml", "names: [hat]\n");
        case VOC -> {
          // a file for each image, above
        }
      }
    }
    return total;
  }

  /** The images of which all others are copies. */
  List<byte[]> drawn() throws IOException {
    double grain = grain();
    List<byte[]> drawn = new ArrayList<>();
    for (int i = 0; i < DRAWN; i++) {
      drawn.add(jpeg(grain, i));
    }
    return drawn;
  }

  /** The grain that makes an image as long as it should be. */
  private double grain() throws IOException {
    double least = 0;
    double most = 100;
    for (int round = 0; round < ROUNDS; round++) {
      double middle = (least + most) / 2;
      if (jpeg(middle, 0).length < bytes) {
        least = middle;
      } else {
        most = middle;
      }
    }
    return (least + most) / 2;
  }

  private byte[] jpeg(double grain, int seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double noise = grain * random.nextGaussian();
        int red = level(140 + 70 * Math.sin(x / 23.0 + seed) + noise);
        int green = level(120 + 60 * Math.cos(y / 31.0 + seed) + noise);
        int blue = level(100 + 50 * Math.sin((x + y) / 41.0) + noise);
        image.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionQuality(QUALITY);
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(encoded)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return encoded.toByteArray();
  }

  private static int level(double value) {
    return (int) Math.max(0, Math.min(255, value));
  }

  /** The same image with a comment of two numbers after the start marker. */
  static byte[] copy(byte[] jpeg, int first, int second) {
    ByteBuffer copy = ByteBuffer.allocate(jpeg.length + 12);
    copy.put(jpeg, 0, 2).put((byte) 0xFF).put((byte) 0xFE).putShort((short) 10);
    return copy.putInt(first).putInt(second).put(jpeg, 2, jpeg.length - 2).array();
  }

  private String folder() {
    return switch (labels) {
      case VOC -> "voc/JPEGImages";
      case COCO -> "coco/images";
      case YOLO -> "yolo/images";
    };
  }

  private String voc() {
    return """
    <annotation><size><width>%d</width><height>%d</height><depth>3</depth></size>
    <object><name>hat</name><bndbox><xmin>5</xmin><ymin>5</ymin><xmax>40</xmax><ymax>50</ymax>
    </bndbox></object></annotation>
    """
        .formatted(width, height);
  }

  private String yolo() {
    return "0 %s %s %s %s\n".formatted(22.0 / width, 27.0 / height, 35.0 / width, 45.0 / height);
  }

  private String coco(int count) {
    StringBuilder images = new StringBuilder();
    StringBuilder annotations = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String comma = i == 0 ? "" : ",\n";
      images
          .append(comma)
          .append("{\"id\":%d,\"file_name\":\"image-%06d.jpg\"".formatted(i, i))
          .append(",\"width\":%d,\"height\":%d}".formatted(width, height));
      annotations
          .append(comma)
          .append("{\"id\":%d,\"image_id\":%d,\"category_id\":1,".formatted(i, i))
          .append("\"bbox\":[4,4,35,45],\"area\":1575,\"iscrowd\":0}");
    }
    return "{\"images\":[%s],\"annotations\":[%s],\"categories\":[{\"id\":1,\"name\":\"hat\"}]}"
        .formatted(images, annotations);
  }

  private ZipEntry image(String name, byte[] content) {
    ZipEntry entry = new ZipEntry(name);
    if (!deflated) {
      CRC32 checksum = new CRC32();
      checksum.update(content);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(content.length);
      entry.setCrc(checksum.getValue());
    }
    return entry;
  }

  private static void put(ZipOutputStream zip, String name, String text) throws IOException {
    put(zip, new ZipEntry(name), text.getBytes(StandardCharsets.UTF_8));
  }

  private static void put(ZipOutputStream zip, ZipEntry entry, byte[] content) throws IOException {
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}

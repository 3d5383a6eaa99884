package io.boxstream.local.sample;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Writes the sample data set as a Pascal VOC folder: {@code Annotations}, {@code JPEGImages} and
 * {@code ImageSets/Main/{train,val,test}.txt}. The same settings give the same files.
 */
public final class SampleDataSet {

  private final SampleSettings settings;

  public SampleDataSet(SampleSettings settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
  }

  /**
   * Writes the data set.
   *
   * @param folder where to; made when absent
   * @throws UncheckedIOException if a file cannot be written
   */
  public void write(Path folder) {
    ImageIO.setUseCache(false);
    try {
      Files.createDirectories(folder.resolve("Annotations"));
      Files.createDirectories(folder.resolve("JPEGImages"));
      Path lists = Files.createDirectories(folder.resolve("ImageSets").resolve("Main"));
      IntStream.range(0, settings.images()).parallel().forEach(i -> writeImage(folder, i));
      int val = settings.train();
      int test = val + settings.val();
      writeList(lists.resolve("train.txt"), 0, val);
      writeList(lists.resolve("val.txt"), val, test);
      writeList(lists.resolve("test.txt"), test, settings.images());
    } catch (IOException e) {
      throw new UncheckedIOException("could not write the sample data set to " + folder, e);
    }
  }

  private void writeImage(Path folder, int index) {
    String name = name(index);
    RandomChoices choices = new RandomChoices(settings.seed() + 0x9E3779B97F4A7C15L * (index + 1));
    Scene scene = SceneComposer.compose(choices.seed());
    String fileName = name + ".jpg";
    try {
      writeJpeg(
          folder.resolve("JPEGImages").resolve(fileName),
          scene.image(),
          (float) choices.between(0.6, 0.95));
      Files.writeString(
          folder.resolve("Annotations").resolve(name + ".xml"), VocAnnotation.of(fileName, scene));
    } catch (IOException e) {
      throw new UncheckedIOException("could not write image " + name + " to " + folder, e);
    }
  }

  private static void writeJpeg(Path file, BufferedImage image, float quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (OutputStream bytes = Files.newOutputStream(file);
        ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(quality);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
  }

  private static void writeList(Path file, int from, int to) throws IOException {
    List<String> names = IntStream.range(from, to).mapToObj(SampleDataSet::name).toList();
    Files.write(file, names);
  }

  private static String name(int index) {
    return String.format(Locale.ROOT, "site_%05d", index);
  }
}

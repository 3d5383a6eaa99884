package io.boxstream.local.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.boxstream.local.sample.SampleDataSet;
import io.boxstream.local.sample.SampleSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Images of building sites, drawn: as files, as archives, as bodies of uploads. */
final class TestImages {
  /** What separates the parts of {@link #upload}. */
  static final String UPLOAD_TYPE = "multipart/form-data; boundary=part";

  private final Path folder;

  /**
   * @param folder where files are put
   */
  TestImages(Path folder) {
    this.folder = folder;
  }

  /** Draws a Pascal VOC folder; the same settings give the same images. */
  Path draw(String name, SampleSettings settings) {
    Path drawn = folder.resolve(name);
    new SampleDataSet(settings).write(drawn);
    return drawn;
  }

  /** The image files of a folder that was drawn, by name. */
  static List<Path> files(Path drawn) {
    try (Stream<Path> files = Files.list(drawn.resolve("JPEGImages"))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The labels of an image as Pascal VOC. */
  static Path labels(Path image) {
    String name = image.getFileName().toString().replace(".jpg", ".xml");
    return image.getParent().resolveSibling("Annotations").resolve(name);
  }

  /** Packs a folder. */
  Path zip(Path content) {
    Path archive = folder.resolve(content.getFileName() + ".zip");
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(content)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(content.relativize(file).toString()));
        Files.copy(file, zip);
      }
      return archive;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The body of a form with an image and its labels.
   *
   * @param name of the file, as the sender has it
   * @param split train, val or test
   */
  static byte[] upload(String name, byte[] image, String labels, String split) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    String part = "--part\r\nContent-Disposition: form-data; name=";
    String quoted = name.replace("\"", "%22");
    body.writeBytes((part + "\"image\"; filename=\"" + quoted + "\"\r\n\r\n").getBytes(UTF_8));
    body.writeBytes(image);
    body.writeBytes(("\r\n" + part + "\"split\"\r\n\r\n" + split).getBytes(UTF_8));
    body.writeBytes(("\r\n" + part + "\"annotation\"\r\n\r\n" + labels).getBytes(UTF_8));
    body.writeBytes("\r\n--part--\r\n".getBytes(UTF_8));
    return body.toByteArray();
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.boxstream.local.heldout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The folder of drawn images, one file for each, named after the image. */
final class DrawnImages {

  private static final String SUFFIX = ".jpg";

  private final Path folder;
  private final Set<String> taken = new HashSet<>();

  private DrawnImages(Path folder) {
    this.folder = folder;
  }

  /** The folder without the images of an earlier run. */
  static DrawnImages in(Path folder) {
    try {
      Files.createDirectories(folder);
      List<Path> old;
      try (Stream<Path> files = Files.list(folder)) {
        old = files.filter(file -> file.toString().endsWith(SUFFIX)).toList();
      }
      for (Path file : old) {
        Files.delete(file);
      }
      return new DrawnImages(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("could not prepare " + folder, e);
    }
  }

  void write(HeldOutImage image, byte[] jpeg) {
    Path file = folder.resolve(fileName(image));
    try {
      Files.write(file, jpeg);
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file, e);
    }
  }

  private String fileName(HeldOutImage image) {
    String base =
        image
            .name()
            .replaceAll("^.*[/\\\\]", "")
            .replaceAll("\\.[A-Za-z]{3,4}$", "")
            .replaceAll("[\\p{Cntrl}:*?\"<>|]", "_");
    if (base.isBlank() || !taken.add(base.toLowerCase(Locale.ROOT))) {
      base = base + "-" + image.id().substring(0, 12);
      taken.add(base.toLowerCase(Locale.ROOT));
    }
    return base + SUFFIX;
  }
}

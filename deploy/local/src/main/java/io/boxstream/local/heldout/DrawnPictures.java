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

/** The folder of drawn pictures, one file for each, named after the picture. */
final class DrawnPictures {

  private static final String SUFFIX = ".jpg";

  private final Path folder;
  private final Set<String> taken = new HashSet<>();

  private DrawnPictures(Path folder) {
    this.folder = folder;
  }

  /** The folder without the pictures of an earlier run. */
  static DrawnPictures in(Path folder) {
    try {
      Files.createDirectories(folder);
      List<Path> old;
      try (Stream<Path> files = Files.list(folder)) {
        old = files.filter(file -> file.toString().endsWith(SUFFIX)).toList();
      }
      for (Path file : old) {
        Files.delete(file);
      }
      return new DrawnPictures(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("could not prepare " + folder, e);
    }
  }

  void write(HeldOutPicture picture, byte[] jpeg) {
    Path file = folder.resolve(fileName(picture));
    try {
      Files.write(file, jpeg);
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file, e);
    }
  }

  private String fileName(HeldOutPicture picture) {
    String base =
        picture
            .name()
            .replaceAll("^.*[/\\\\]", "")
            .replaceAll("\\.[A-Za-z]{3,4}$", "")
            .replaceAll("[\\p{Cntrl}:*?\"<>|]", "_");
    if (base.isBlank() || !taken.add(base.toLowerCase(Locale.ROOT))) {
      base = base + "-" + picture.id().substring(0, 12);
      taken.add(base.toLowerCase(Locale.ROOT));
    }
    return base + SUFFIX;
  }
}

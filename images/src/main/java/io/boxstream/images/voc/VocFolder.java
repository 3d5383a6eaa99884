package io.boxstream.images.voc;

import static java.util.Objects.requireNonNull;

import io.boxstream.images.formats.LabelledItem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A data set in a folder on disk. Its files are listed when it is opened and read when needed. */
public final class VocFolder {

  private final Path root;
  private final VocLayout layout;

  private VocFolder(Path root, VocLayout layout) {
    this.root = root;
    this.layout = layout;
  }

  /**
   * Lists the files of a folder and of all folders in it.
   *
   * @throws IOException where the folder or a list in it cannot be read
   */
  public static VocFolder open(Path root) throws IOException {
    if (!Files.isDirectory(requireNonNull(root, "root"))) {
      throw new NotDirectoryException(root.toString());
    }
    try (Stream<Path> files = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
      List<String> paths =
          files.filter(Files::isRegularFile).map(file -> relative(root, file)).toList();
      return new VocFolder(root, VocLayout.of(paths, list -> text(root.resolve(list))));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The images, those for the test first, then validation, then training. */
  public List<LabelledItem> items() {
    return layout.items();
  }

  /** The paths of all images, annotations and lists below the folder, sorted. */
  public List<String> files() {
    return layout.files();
  }

  /** Where a file is that {@link #files} or an item names. */
  public Path resolve(String path) {
    return root.resolve(path);
  }

  private static String relative(Path root, Path file) {
    return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

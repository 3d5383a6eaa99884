package io.boxstream.cli.watch;

import io.boxstream.cli.watch.LabelledFile.Stamp;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a folder holds at one moment.
 *
 * @param pairs images with annotations, by the path of the image
 * @param alone images without an annotation
 */
record FolderLook(SortedMap<String, LabelledFile> pairs, List<String> alone) {

  private static final Set<String> IMAGES =
      Set.of("jpg", "jpeg", "png", "webp", "bmp", "tif", "tiff");
  private static final List<String> ANNOTATIONS = List.of("xml", "json");

  /** Where annotations are beside a folder of images, as in Pascal VOC. */
  private static final String ANNOTATIONS_FOLDER = "Annotations/";

  /** Looks at a folder and all folders in it. */
  static FolderLook at(Path root) throws IOException {
    Map<String, Stamp> files = new Lister(root).list();
    SortedMap<String, LabelledFile> pairs = new TreeMap<>();
    List<String> alone = new ArrayList<>();
    for (Stamp image : files.values()) {
      if (!IMAGES.contains(extension(image.path())) || image.size() == 0) {
        continue;
      }
      annotation(image.path(), files)
          .ifPresentOrElse(
              found -> pairs.put(image.path(), new LabelledFile(image, found)),
              () -> alone.add(image.path()));
    }
    return new FolderLook(pairs, alone);
  }

  /** Those that were the same in an earlier look: nobody writes to them. */
  List<LabelledFile> unchangedSince(FolderLook earlier) {
    return pairs.values().stream()
        .filter(pair -> pair.equals(earlier.pairs.get(pair.image().path())))
        .toList();
  }

  private static Optional<Stamp> annotation(String image, Map<String, Stamp> files) {
    String stem = image.substring(0, image.lastIndexOf('.'));
    String name = stem.substring(stem.lastIndexOf('/') + 1);
    String folder = stem.substring(0, stem.length() - name.length());
    String parent =
        folder.isEmpty()
            ? ""
            : folder.substring(0, folder.lastIndexOf('/', folder.length() - 2) + 1);
    return Stream.of(stem, folder + ANNOTATIONS_FOLDER + name, parent + ANNOTATIONS_FOLDER + name)
        .flatMap(candidate -> ANNOTATIONS.stream().map(type -> candidate + "." + type))
        .map(files::get)
        .filter(found -> found != null && found.size() > 0)
        .findFirst();
  }

  private static String extension(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  /** Lists files; those that go meanwhile are left out. */
  private static final class Lister extends SimpleFileVisitor<Path> {

    private final Path root;
    private final Map<String, Stamp> files = new TreeMap<>();

    Lister(Path root) {
      this.root = root;
    }

    Map<String, Stamp> list() throws IOException {
      Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, this);
      return files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return !folder.equals(root) && isHidden(folder)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && !isHidden(file)) {
        String separator = file.getFileSystem().getSeparator();
        String path = root.relativize(file).toString().replace(separator, "/");
        files.put(
            path, new Stamp(path, attributes.size(), attributes.lastModifiedTime().toMillis()));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (file.equals(root)) {
        throw failure;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
      return FileVisitResult.CONTINUE;
    }

    private static boolean isHidden(Path path) {
      return path.getFileName().toString().startsWith(".");
    }
  }
}

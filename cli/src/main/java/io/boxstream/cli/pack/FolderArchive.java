package io.boxstream.cli.pack;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A folder as a zip of all its files, whatever they are: the service knows what it can use. Files
 * and folders whose names begin with a dot are left out. Links are followed.
 */
public final class FolderArchive implements DataSource {

  private final Path root;
  private final SortedMap<String, Long> files;

  private FolderArchive(Path root, SortedMap<String, Long> files) {
    this.root = root;
    this.files = files;
  }

  /**
   * Lists the files of a folder and of all folders in it.
   *
   * @param excluded folders that are left out
   * @throws NotDirectoryException if it is no folder
   * @throws IOException if it, or a folder in it, cannot be read
   */
  public static FolderArchive of(Path root, Set<Path> excluded) throws IOException {
    Objects.requireNonNull(root, "root");
    if (!Files.isDirectory(root)) {
      throw new NotDirectoryException(root.toString());
    }
    Lister lister =
        new Lister(
            root, excluded.stream().map(FolderArchive::absolute).collect(Collectors.toSet()));
    Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, lister);
    return new FolderArchive(root, lister.found);
  }

  /** The files by their path below the folder, sorted, with their length in bytes. */
  public SortedMap<String, Long> files() {
    return Collections.unmodifiableSortedMap(files);
  }

  /** Where a file is that {@link #files} names. */
  public Path resolve(String path) {
    return root.resolve(path);
  }

  @Override
  public long bytes() {
    return files.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public long archiveBytes() {
    return -1;
  }

  @Override
  public String mediaType() {
    return "application/zip";
  }

  /** The files come in the same order every time. */
  @Override
  public void writeTo(OutputStream out, LongConsumer progress) throws IOException {
    // Not closed after a failure: that would complete the archive without the files that lack.
    @SuppressWarnings("resource")
    ZipOutputStream zip = new ZipOutputStream(out);
    // Images do not get smaller; labels are small anyway.
    zip.setLevel(Deflater.BEST_SPEED);
    FileCopy copy = new FileCopy(zip, progress);
    for (String path : files.keySet()) {
      zip.putNextEntry(new ZipEntry(path));
      copy.copy(resolve(path));
      zip.closeEntry();
    }
    zip.close();
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /** Collects the files that are packed. */
  private static final class Lister extends SimpleFileVisitor<Path> {

    private final Path root;
    private final Set<Path> excluded;
    private final SortedMap<String, Long> found = new TreeMap<>();

    Lister(Path root, Set<Path> excluded) {
      this.root = root;
      this.excluded = excluded;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      boolean left =
          !folder.equals(root) && (isHidden(folder) || excluded.contains(absolute(folder)));
      return left ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && !isHidden(file)) {
        String separator = file.getFileSystem().getSeparator();
        found.put(root.relativize(file).toString().replace(separator, "/"), attributes.size());
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof FileSystemLoopException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    private static boolean isHidden(Path path) {
      return path.getFileName().toString().startsWith(".");
    }
  }
}

package io.boxstream.dataset;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Image files in a folder, named by image id: {@code ab/abcd...}. Files appear atomically unless
 * the machine fails. {@link #isIntact} detects incomplete files after such a failure.
 */
final class ImageFiles {
  private static final int FOLDER_DIGITS = 2;
  private static final String PARTIAL = ".partial";

  private final Path directory;

  ImageFiles(Path directory) {
    this.directory = requireNonNull(directory, "directory");
  }

  /** Writes an image's file unless it already exists. */
  void write(String id, byte[] bytes) throws IOException {
    if (isIntact(id, bytes.length)) {
      return;
    }
    Path file = file(id);
    Files.createDirectories(file.getParent());
    Path partial = file.resolveSibling(id + PARTIAL);
    try {
      Files.write(partial, bytes);
      move(partial, file);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /** The bytes of an image; they may be damaged. */
  byte[] read(String id) throws IOException {
    return Files.readAllBytes(file(id));
  }

  /** Whether the file exists and has the right size. */
  boolean isIntact(String id, long size) throws IOException {
    try {
      return Files.size(file(id)) == size;
    } catch (NoSuchFileException absent) {
      return false;
    }
  }

  boolean contains(String id) {
    return Files.isRegularFile(file(id));
  }

  void delete(String id) throws IOException {
    Files.deleteIfExists(file(id));
  }

  /** Deletes every file that is not wanted, including the files of incomplete writes. */
  int deleteOthers(Predicate<String> wanted) throws IOException {
    int deleted = 0;
    try (Stream<Path> files = Files.walk(directory)) {
      Iterator<Path> remaining = files.filter(Files::isRegularFile).iterator();
      while (remaining.hasNext()) {
        Path file = remaining.next();
        if (!wanted.test(file.getFileName().toString())) {
          Files.delete(file);
          deleted++;
        }
      }
    }
    return deleted;
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException notHere) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Path file(String id) {
    return directory.resolve(id.substring(0, FOLDER_DIGITS)).resolve(id);
  }
}

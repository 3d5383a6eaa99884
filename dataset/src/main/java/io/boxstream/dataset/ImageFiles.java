package io.boxstream.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
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
    Path partial = file.resolveSibling(id + PARTIAL);
    try {
      writePartial(partial, bytes);
      move(partial, file);
    } catch (IOException failure) {
      Files.deleteIfExists(partial);
      throw failure;
    }
  }

  /** The folder is there but for the first of its images. */
  private static void writePartial(Path partial, byte[] bytes) throws IOException {
    try {
      Files.write(partial, bytes);
    } catch (NoSuchFileException absent) {
      Files.createDirectories(partial.getParent());
      Files.write(partial, bytes);
    }
  }

  /** The bytes of an image; they may be damaged. */
  byte[] read(String id) throws IOException {
    return Files.readAllBytes(file(id));
  }

  /** Whether the file exists and has the right size. */
  boolean isIntact(String id, long size) {
    return file(id).toFile().length() == size; // 0 where there is none, and without an exception
  }

  boolean contains(String id) {
    return Files.isRegularFile(file(id));
  }

  void delete(String id) throws IOException {
    Files.deleteIfExists(file(id));
  }

  /** Deletes every file that is not wanted, including the files of incomplete writes. */
  int deleteOthers(Predicate<String> wanted) throws IOException {
    int deleted = deleteOthers(directory, wanted);
    try (Stream<Path> folders = Files.list(directory)) {
      for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
        deleted += deleteOthers(folder, wanted);
      }
    }
    return deleted;
  }

  /** In order of the names: whoever looks them up in an index reads each of its pages once. */
  private static int deleteOthers(Path folder, Predicate<String> wanted) throws IOException {
    int deleted = 0;
    try (Stream<Path> files =
        Files.find(folder, 1, (file, attributes) -> attributes.isRegularFile())) {
      for (Path file : files.sorted().toList()) {
        if (!wanted.test(file.getFileName().toString())) {
          Files.delete(file);
          deleted++;
        }
      }
    }
    return deleted;
  }

  /**
   * A digest that changes when a file is added, removed or renamed. Takes time for each folder, not
   * for each file.
   */
  String folders() throws IOException {
    StringBuilder times = new StringBuilder().append(changed(directory));
    try (Stream<Path> folders = Files.list(directory)) {
      for (Path folder : folders.sorted().toList()) {
        times.append('\n').append(folder.getFileName()).append(' ').append(changed(folder));
      }
    }
    return Digests.sha256(times.toString().getBytes(UTF_8));
  }

  private static long changed(Path folder) throws IOException {
    return Files.getLastModifiedTime(folder).to(TimeUnit.NANOSECONDS);
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

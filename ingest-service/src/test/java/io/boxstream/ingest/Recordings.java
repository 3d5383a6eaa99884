package io.boxstream.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Work folders as the code of earlier commits left them: {@code recorded/<date>-<commit>} of the
 * test resources. Its README says how they are made.
 */
public final class Recordings {

  /** Names the folder that a new recording is written to. */
  public static final String PROPERTY = "record";

  private static final Path RECORDED = Path.of("src/test/resources/recorded");

  private Recordings() {}

  /** The folders of all recordings. */
  public static List<Path> all() {
    return children(RECORDED).filter(Files::isDirectory).sorted().toList();
  }

  /** The folder of the recording that is being made. */
  public static Path target() {
    return Path.of(System.getProperty(PROPERTY));
  }

  /** Copies a folder with all that is in it. */
  public static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is in a folder. */
  public static Stream<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.boxstream.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder for what servers keep while tests run, removed at the end. For what JUnit's {@code
 * TempDir} does not reach: servers that start before the tests' own extensions.
 */
public final class TemporaryFolder implements AutoCloseable {
  private final Path path;

  private TemporaryFolder(Path path) {
    this.path = path;
  }

  /** Makes a new, empty folder whose name starts with {@code name}. */
  public static TemporaryFolder create(String name) {
    try {
      return new TemporaryFolder(Files.createTempDirectory(name));
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder can be made", e);
    }
  }

  public Path path() {
    return path;
  }

  /** A path in this folder. */
  public Path resolve(String name) {
    return path.resolve(name);
  }

  /** Removes the folder with all that is in it. */
  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(path)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be removed", e);
    }
  }
}

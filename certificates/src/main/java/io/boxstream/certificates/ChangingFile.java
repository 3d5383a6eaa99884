package io.boxstream.certificates;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.function.Consumer;

/**
 * What a file says, read again when it has changed. Every use looks whether it has. If the file
 * cannot be read then, what was read last counts, and the failure is told once.
 *
 * @param <T> what the file says
 */
final class ChangingFile<T> {
  private final Path path;
  private final Reader<T> reader;
  private final Consumer<IOException> failures;
  private volatile State<T> state;

  /** Reads the file. */
  interface Reader<T> {
    T read(Path path) throws IOException;
  }

  private record State<T>(Version version, T value) {}

  /** What differs between two versions of a file; a replaced file is another one to the system. */
  private record Version(FileTime modified, long size, String fileKey) {}

  /**
   * @param failures is told why a changed file cannot be read
   * @throws IOException if the file cannot be read now
   */
  ChangingFile(Path path, Reader<T> reader, Consumer<IOException> failures) throws IOException {
    this.path = requireNonNull(path, "path");
    this.reader = requireNonNull(reader, "reader");
    this.failures = requireNonNull(failures, "failures");
    Version version = version();
    this.state = new State<>(version, reader.read(path));
  }

  /** What the file says now. */
  T value() {
    State<T> known = state;
    Version version = version();
    return version.equals(known.version()) ? known.value() : reload(version);
  }

  private synchronized T reload(Version version) {
    if (version.equals(state.version())) {
      return state.value();
    }
    T value = state.value();
    try {
      value = reader.read(path);
    } catch (IOException e) {
      failures.accept(e);
    }
    state = new State<>(version, value);
    return value;
  }

  /** The version is taken before the file is read: what changes in between is read again. */
  private Version version() {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return new Version(
          attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
    } catch (IOException e) {
      return new Version(FileTime.fromMillis(0), -1, "missing");
    }
  }
}

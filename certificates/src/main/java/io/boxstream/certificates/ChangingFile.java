package io.boxstream.certificates;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
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

  private record State<T>(FileVersion version, T value) {}

  /**
   * @param failures is told why a changed file cannot be read
   * @throws IOException if the file cannot be read now
   */
  ChangingFile(Path path, Reader<T> reader, Consumer<IOException> failures) throws IOException {
    this.path = requireNonNull(path, "path");
    this.reader = requireNonNull(reader, "reader");
    this.failures = requireNonNull(failures, "failures");
    FileVersion version = version();
    this.state = new State<>(version, reader.read(path));
  }

  /** What the file says now. */
  T value() {
    State<T> known = state;
    FileVersion version = version();
    return version.equals(known.version()) ? known.value() : reload(version);
  }

  private synchronized T reload(FileVersion version) {
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
  private FileVersion version() {
    return FileVersion.of(path);
  }
}

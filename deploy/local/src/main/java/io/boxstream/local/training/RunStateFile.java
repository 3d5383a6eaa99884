package io.boxstream.local.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Persists which run was requested with which data and settings. */
public final class RunStateFile {

  private final Path file;

  public RunStateFile(Path file) {
    this.file = Objects.requireNonNull(file, "file");
  }

  /** The run that was asked for with the same data and settings. */
  Optional<String> find(String fingerprint) {
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      List<String> lines = Files.readAllLines(file);
      return lines.size() >= 2 && lines.get(0).equals(fingerprint)
          ? Optional.of(lines.get(1))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file, e);
    }
  }

  void save(String fingerprint, String run) {
    try {
      Files.writeString(file, fingerprint + "\n" + run + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("could not write " + file, e);
    }
  }
}

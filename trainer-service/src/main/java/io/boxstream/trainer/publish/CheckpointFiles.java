package io.boxstream.trainer.publish;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A checkpoint on the local disk, on its way to the store.
 *
 * @param parameters the {@code .params} file
 * @param optimizerState momentum or moments, in the engine's own format
 * @param graph the inference graph as MXNet symbol JSON
 */
public record CheckpointFiles(Path parameters, Path optimizerState, Path graph) {

  public CheckpointFiles {
    requireNonNull(parameters, "parameters");
    requireNonNull(optimizerState, "optimizerState");
    requireNonNull(graph, "graph");
  }

  /** Where the files of a checkpoint go; the directory is created, the files are not. */
  public static CheckpointFiles in(Path directory, int epoch) {
    try {
      Files.createDirectories(directory);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot create " + directory, failure);
    }
    String stem = String.format(Locale.ROOT, "%06d", epoch);
    return new CheckpointFiles(
        directory.resolve(stem + ".params"),
        directory.resolve(stem + ".optimizer"),
        directory.resolve(stem + "-symbol.json"));
  }

  /** Removes the files that are there. */
  public void delete() {
    for (Path file : List.of(parameters, optimizerState, graph)) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot delete " + file, failure);
      }
    }
  }
}

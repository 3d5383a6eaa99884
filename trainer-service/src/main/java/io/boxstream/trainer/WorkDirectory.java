package io.boxstream.trainer;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The trainer's folder on the local disk. Only accepted requests have no other copy: it may be
 * deleted while the trainer is down, which loses them and makes the trainer read the log again.
 *
 * @param root the folder
 */
public record WorkDirectory(Path root) {

  public WorkDirectory {
    requireNonNull(root, "root");
  }

  /** Where the data set view lies. */
  public Path dataSet() {
    return root.resolve("data-set");
  }

  /** Where accepted requests lie. */
  public Path requests() {
    return root.resolve("requests");
  }

  /** Where it is written down what was in hand when the process died. */
  public Path crashes() {
    return root.resolve("crashes");
  }

  /** Where the scheduler of a training on several machines writes what it is doing. */
  public Path schedulerState() {
    return root.resolve("scheduler-state");
  }

  /** Removes what runs of a process before left behind. */
  public void removeLeftovers() {
    delete(runs());
  }

  /** A folder for one run, removed with all it holds when it is closed. */
  Scratch scratch(String runId) {
    Path directory = runs().resolve(runId);
    try {
      Files.createDirectories(directory);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot create " + directory, failure);
    }
    return new Scratch(directory);
  }

  private Path runs() {
    return root.resolve("runs");
  }

  private static void delete(Path directory) {
    try (Stream<Path> tree = Files.walk(directory)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException absent) {
      return;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot delete " + directory, failure);
    }
  }

  /**
   * A folder that goes when it is closed.
   *
   * @param directory the folder
   */
  record Scratch(Path directory) implements AutoCloseable {

    @Override
    public void close() {
      delete(directory);
    }
  }
}

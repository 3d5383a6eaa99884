package io.boxstream.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A file that names the processes a run has started, so that the next run can end what a killed one
 * left behind. A process is known by its number and the moment it started: numbers are used again.
 */
public final class OrphanedProcesses {

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

  private final Path file;

  public OrphanedProcesses(Path file) {
    this.file = Objects.requireNonNull(file, "file");
  }

  void add(ProcessHandle process) {
    try {
      Files.writeString(
          file, line(process) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("could not note a process in " + file, e);
    }
  }

  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("could not delete " + file, e);
    }
  }

  /**
   * Ends what an earlier run left running.
   *
   * @return how many processes that were
   */
  public int stopAll() {
    if (!Files.exists(file)) {
      return 0;
    }
    List<ProcessHandle> running = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file)) {
        find(line).ifPresent(running::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file, e);
    }
    running.forEach(ProcessHandle::destroy);
    running.forEach(OrphanedProcesses::awaitEnd);
    remove();
    return running.size();
  }

  private static Optional<ProcessHandle> find(String line) {
    int space = line.indexOf(' ');
    if (space < 1) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(line.substring(0, space)))
        .filter(ProcessHandle::isAlive)
        .filter(process -> line(process).equals(line));
  }

  private static void awaitEnd(ProcessHandle process) {
    try {
      process.onExit().get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
    } catch (ExecutionException e) {
      throw new IllegalStateException("could not wait for process " + process.pid(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String line(ProcessHandle process) {
    return process.pid()
        + " "
        + process.info().startInstant().map(Object::toString).orElse("unknown");
  }
}

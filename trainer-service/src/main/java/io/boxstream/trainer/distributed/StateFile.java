package io.boxstream.trainer.distributed;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of a participant in a file, whose time is that of the participant's last sign of life.
 * Written by the process, read by the one that supervises it and by health checks.
 */
final class StateFile {

  private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);
  private static final long BETWEEN_SIGNS = 1000;

  private final Path file;
  private final Clock clock;

  StateFile(Path file, Clock clock) {
    this.file = file.toAbsolutePath();
    this.clock = requireNonNull(clock, "clock");
  }

  Path path() {
    return file;
  }

  /** Replaces the state. A disk that cannot take it is no reason to end. */
  void write(ParticipantState state) {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(next, state.text() + "\n");
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      LOG.warn("Cannot write the state {} to {}", state.text(), file, failure);
    }
    touch();
  }

  private void touch() {
    try {
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    } catch (IOException failure) {
      LOG.debug("Cannot touch {}", file, failure);
    }
  }

  /** Gives signs of life until the process ends. */
  void keepFresh() {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  touch();
                  Thread.sleep(BETWEEN_SIGNS);
                }
              } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
              }
            },
            "state");
    thread.setDaemon(true);
    thread.start();
  }

  /** Whether the last sign of life is longer ago; not where there is no file. */
  boolean isOlderThan(Duration age) {
    try {
      Instant sign = Files.getLastModifiedTime(file).toInstant();
      return sign.plus(age).isBefore(clock.instant());
    } catch (IOException unknown) {
      return false;
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      LOG.warn("Cannot delete {}", file, failure);
    }
  }
}

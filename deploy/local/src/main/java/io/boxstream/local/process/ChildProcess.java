package io.boxstream.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A running child. */
final class ChildProcess {

  /** The exit code of a JVM that was asked to stop: 128 and the number of SIGTERM. */
  private static final int TERMINATED = 143;

  private final ChildCommand command;
  private final Process process;

  private ChildProcess(ChildCommand command, Process process) {
    this.command = command;
    this.process = process;
  }

  static ChildProcess start(ChildCommand command) {
    try {
      Files.createDirectories(command.log().toAbsolutePath().getParent());
      ProcessBuilder builder =
          new ProcessBuilder(command.command())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
      builder.environment().putAll(command.environment());
      return new ChildProcess(command, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("could not start " + command.name(), e);
    }
  }

  ChildCommand command() {
    return command;
  }

  String name() {
    return command.name();
  }

  Path log() {
    return command.log();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Only of a process that has ended. */
  int exitCode() {
    return process.exitValue();
  }

  void askToStop() {
    process.destroy();
  }

  /**
   * Waits for the end; after that time the process is killed.
   *
   * @return whether the process ended because it was asked to
   */
  boolean awaitEnd(Duration longest) {
    try {
      if (process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue() == 0 || process.exitValue() == TERMINATED;
      }
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    return false;
  }
}

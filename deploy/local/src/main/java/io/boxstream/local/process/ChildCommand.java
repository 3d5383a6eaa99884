package io.boxstream.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A process to start.
 *
 * @param name what people call it
 * @param command program and arguments
 * @param environment what is added to this process's environment
 * @param log the file that takes its output
 */
public record ChildCommand(
    String name, List<String> command, Map<String, String> environment, Path log) {

  public ChildCommand {
    Objects.requireNonNull(name, "name");
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    Objects.requireNonNull(log, "log");
    if (command.isEmpty()) {
      throw new IllegalArgumentException("the command of " + name + " is empty");
    }
  }

  /** Names the program only: arguments and environment may hold secrets. */
  @Override
  public String toString() {
    return "ChildCommand[" + name + ": " + command.get(0) + "]";
  }
}

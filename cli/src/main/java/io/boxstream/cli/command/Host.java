package io.boxstream.cli.command;

import io.boxstream.cli.client.Time;
import io.boxstream.cli.output.Console;
import java.util.Map;
import java.util.Objects;

/**
 * What a command gets from the process that it runs in.
 *
 * @param console where it prints
 * @param variables the environment
 * @param user name of the user
 * @param time the passing of time
 * @param interruption what to say on Ctrl-C
 */
public record Host(
    Console console,
    Map<String, String> variables,
    String user,
    Time time,
    Interruption interruption) {

  public Host {
    Objects.requireNonNull(console, "console");
    variables = Map.copyOf(variables);
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(interruption, "interruption");
  }
}

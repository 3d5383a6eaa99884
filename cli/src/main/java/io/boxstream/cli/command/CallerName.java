package io.boxstream.cli.command;

import picocli.CommandLine.Option;

/** The option {@code --caller} of commands that change the data set. */
final class CallerName {

  @Option(
      names = "--caller",
      paramLabel = "NAME",
      description = "Your name, which is recorded with what you change.")
  private String name;

  /** The name; null if none was given. */
  String name() {
    return name;
  }
}

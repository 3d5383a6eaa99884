package io.boxstream.cli.command;

import picocli.CommandLine.Option;

/** The options of every command that asks a service. */
final class CommonOptions {

  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "How long requests are repeated while a service does not answer, starts, or has no room;"
              + " default ${DEFAULT-VALUE}.")
  private int timeout;

  boolean json() {
    return json;
  }

  int timeout() {
    return timeout;
  }
}

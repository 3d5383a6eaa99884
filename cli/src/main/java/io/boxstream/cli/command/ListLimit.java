package io.boxstream.cli.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option {@code --limit} of lists. */
final class ListLimit {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private int entries;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many entries are listed; default ${DEFAULT-VALUE}.")
  void setEntries(int entries) {
    if (entries < 1) {
      throw new ParameterException(
          command.commandLine(), "--limit must be at least 1, is " + entries);
    }
    this.entries = entries;
  }

  int entries() {
    return entries;
  }
}

package io.boxstream.local.settings;

import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Reads the command line of a program whose options are described by an annotated interface. Each
 * has an option {@code --help}.
 *
 * @param <T> the interface
 */
public final class OptionReader<T> {

  private final CommandLine command;

  /**
   * Reads for a program.
   *
   * @param name how the program is called
   * @param options describes its options
   */
  public OptionReader(String name, Class<T> options) {
    this.command =
        new CommandLine(Objects.requireNonNull(options, "options"))
            .setCommandName(Objects.requireNonNull(name, "name"));
  }

  /**
   * The options that the arguments set; empty if they ask for help.
   *
   * @throws InvalidCommandException if an option is unknown, is missing or has no valid value
   */
  public Optional<T> read(String... arguments) {
    try {
      command.parseArgs(arguments);
      return command.isUsageHelpRequested() ? Optional.empty() : Optional.of(command.getCommand());
    } catch (ParameterException e) {
      throw new InvalidCommandException(e.getMessage(), e);
    }
  }

  /** The explanation of every option. */
  public String help() {
    return command.getUsageMessage();
  }
}

package io.boxstream.cli.command;

import java.io.PrintWriter;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code boxstream}, which only has subcommands. */
@Command(
    name = Boxstream.NAME,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Trains object detectors on labelled images and serves them.",
    subcommands = {
      RunCommand.class,
      StatusCommand.class,
      ImportCommand.class,
      ImportsCommand.class,
      WatchCommand.class,
      ImagesCommand.class,
      SuspectsCommand.class,
      RejectedCommand.class,
      ExportCommand.class,
      TrainCommand.class,
      RunsCommand.class,
      PromotionsCommand.class,
      PromoteCommand.class,
      RollbackCommand.class,
      RolloutCommand.class,
      RolloutsCommand.class,
      DetectCommand.class,
      KeysCommand.class,
      KafkaCommand.class,
      SampleCommand.class,
      CompletionCommand.class
    },
    footer = {
      "",
      "Where the services are: the first of the options --ingest, --trainer, --evaluator and",
      "--inference, the environment variables BOXSTREAM_INGEST_URL and so on, the keys ingest.url",
      "and so on in ~/.config/boxstream/cli.properties, and the addresses of a local run",
      "(http://127.0.0.1:8081 to 8084).",
      "",
      "BOXSTREAM_API_KEY is the key that is sent to services with access control.",
      "BOXSTREAM_CA_FILE is a PEM file of the authorities that services over HTTPS may have.",
      "",
      "Exit codes: 0 done; 1 not everything was done, such as rejected images; 2 wrong use; 3 a",
      "service does not answer; 4 a service refuses; 130 interrupted."
    })
public final class Boxstream implements Runnable {

  static final String NAME = "boxstream";

  private final Host host;
  @Spec private CommandSpec spec;

  private Boxstream(Host host) {
    this.host = Objects.requireNonNull(host, "host");
  }

  /** Runs a command and returns its exit code. */
  public static int run(Host host, String... arguments) {
    Failures failures = new Failures(host.console());
    return commandLine(host)
        .setOut(new PrintWriter(host.console().out(), true))
        .setErr(new PrintWriter(host.console().err(), true))
        .setParameterExceptionHandler(failures::misused)
        .setExecutionExceptionHandler((failure, command, parsed) -> failures.failed(failure))
        .execute(arguments);
  }

  static CommandLine commandLine(Host host) {
    return new CommandLine(new Boxstream(host)).setUsageHelpAutoWidth(false).setUsageHelpWidth(100);
  }

  Host host() {
    return host;
  }

  /** Without a command. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}

package io.boxstream.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command that asks services. */
@CommandLine.Command(mixinStandardHelpOptions = false)
abstract class ServiceCommand implements Callable<Integer> {

  @ParentCommand private Boxstream boxstream;
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  private boolean help;

  @Override
  public Integer call() throws Exception {
    return run(new Session(boxstream.host(), common));
  }

  /** Does what the command is for and returns the exit code. */
  abstract int run(Session session) throws Exception;

  /** A mistake in the use of the command that its options and parameters do not rule out. */
  ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** The option {@code --ingest}. */
  static final class IngestAddress {
    @Option(names = "--ingest", paramLabel = "URL", description = "Address of ingest-service.")
    String ingest;
  }

  /** The option {@code --trainer}. */
  static final class TrainerAddress {
    @Option(names = "--trainer", paramLabel = "URL", description = "Address of trainer-service.")
    String trainer;
  }

  /** The option {@code --evaluator}. */
  static final class EvaluatorAddress {
    @Option(
        names = "--evaluator",
        paramLabel = "URL",
        description = "Address of evaluator-service.")
    String evaluator;
  }

  /** The option {@code --inference}. */
  static final class InferenceAddress {
    @Option(
        names = "--inference",
        paramLabel = "URL",
        description = "Address of inference-service.")
    String inference;
  }
}

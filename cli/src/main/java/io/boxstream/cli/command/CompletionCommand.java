package io.boxstream.cli.command;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Completion of commands and options in a shell. */
@Command(
    name = "completion",
    description = "Print the completion for a shell: source <(boxstream completion bash).")
final class CompletionCommand implements Callable<Integer> {

  /** The shells that have completion. */
  enum Shell {
    bash,
    zsh
  }

  @ParentCommand private Boxstream boxstream;
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  private boolean help;

  // The script makes zsh complete as bash does.
  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
  private Shell shell;

  @Override
  public Integer call() {
    String script = AutoComplete.bash(Boxstream.NAME, spec.root().commandLine());
    boxstream.host().console().print(script.stripTrailing());
    return ExitCode.DONE;
  }
}

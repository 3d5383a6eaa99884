package io.boxstream.cli.command;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A command of the script that starts the command line: it does not come here. */
abstract class ScriptCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Unmatched private List<String> arguments;

  @Override
  public void run() {
    throw new ParameterException(
        spec.parent().commandLine(),
        "'" + spec.name() + "' is a command of the script boxstream: start it with the script");
  }
}

package io.boxstream.cli.command;

import io.boxstream.cli.client.InvalidAddressException;
import io.boxstream.cli.client.InvalidAuthorityException;
import io.boxstream.cli.client.NoAnswerException;
import io.boxstream.cli.client.RefusedException;
import io.boxstream.cli.client.UnreadableDataException;
import io.boxstream.cli.output.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Says why a command failed, and with which exit code it ends. */
final class Failures {

  private final Console console;

  Failures(Console console) {
    this.console = console;
  }

  int misused(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    console.say(name + ": " + failure.getMessage() + " (" + name + " --help explains it)");
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, command.getErr());
    return ExitCode.USAGE;
  }

  int failed(Exception failure) {
    if (failure instanceof ParameterException misuse) {
      return misused(misuse, new String[0]);
    }
    if (failure instanceof CancellationException) {
      return ExitCode.INTERRUPTED;
    }
    console.say(Boxstream.NAME + ": " + text(failure));
    return code(failure);
  }

  private static int code(Exception failure) {
    if (isWrongSetting(failure)) {
      return ExitCode.USAGE;
    }
    if (failure instanceof NoAnswerException) {
      return ExitCode.NO_ANSWER;
    }
    return failure instanceof RefusedException ? ExitCode.REFUSED : ExitCode.INCOMPLETE;
  }

  private static boolean isWrongSetting(Exception failure) {
    return failure instanceof InvalidAddressException
        || failure instanceof InvalidAuthorityException;
  }

  private static String text(Exception failure) {
    if (failure instanceof FileSystemException file) {
      String why = file.getReason() == null ? kind(file) : file.getReason();
      return file.getFile() + ": " + why;
    }
    if (failure instanceof IOException || failure instanceof UncheckedIOException) {
      return String.valueOf(failure.getMessage());
    }
    boolean expected =
        isWrongSetting(failure)
            || failure instanceof NoAnswerException
            || failure instanceof RefusedException
            || failure instanceof UnreadableDataException;
    return expected ? failure.getMessage() : "this is a defect: " + failure;
  }

  private static String kind(FileSystemException failure) {
    return failure.getClass().getSimpleName().replace("Exception", "");
  }
}

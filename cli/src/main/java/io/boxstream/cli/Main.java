package io.boxstream.cli;

import io.boxstream.cli.client.Time;
import io.boxstream.cli.command.Boxstream;
import io.boxstream.cli.command.Host;
import io.boxstream.cli.command.Interruption;
import io.boxstream.cli.output.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** The program. The system property {@code boxstream.columns} is the width of the terminal. */
public final class Main {

  private Main() {}

  /** Runs a command and exits with its exit code. */
  public static void main(String[] arguments) {
    Integer columns = Integer.getInteger("boxstream.columns");
    Console console =
        new Console(
            stream(FileDescriptor.out),
            stream(FileDescriptor.err),
            columns == null ? OptionalInt.empty() : OptionalInt.of(columns));
    Interruption interruption = new Interruption(console);
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::report, "interruption"));
    Host host =
        new Host(
            console,
            System.getenv(),
            System.getProperty("user.name", ""),
            Time.SYSTEM,
            interruption);
    int code = Boxstream.run(host, arguments);
    console.out().flush();
    interruption.forget();
    System.exit(code);
  }

  /** Names of files may have any letter, whatever the locale. */
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}

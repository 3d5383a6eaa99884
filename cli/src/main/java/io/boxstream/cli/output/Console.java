package io.boxstream.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Where a command prints. Results go to the output, progress and messages to the error stream.
 *
 * @param out output
 * @param err error stream
 * @param columns width of the terminal that the error stream is; empty if it is none
 */
public record Console(PrintStream out, PrintStream err, OptionalInt columns) {

  public Console {
    Objects.requireNonNull(out, "out");
    Objects.requireNonNull(err, "err");
    Objects.requireNonNull(columns, "columns");
  }

  /** Prints a line of a result. */
  public void print(String line) {
    out.println(Printable.of(line));
  }

  /** Prints a JSON document in one line. */
  public void print(JsonNode document) {
    out.println(document.toString());
    out.flush();
  }

  /** Prints a message. */
  public void say(String line) {
    err.println(Printable.of(line));
    err.flush();
  }
}

package io.boxstream.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.cli.client.Service;
import io.boxstream.cli.command.Boxstream;
import io.boxstream.cli.command.Host;
import io.boxstream.cli.command.Interruption;
import io.boxstream.cli.output.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The command line in this process, with what it printed. */
public final class Cli {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final FakeTime time = new FakeTime();
  private final Map<String, String> variables = new HashMap<>(Map.of("HOME", "/nonexistent"));
  private final Console console;
  private final Interruption interruption;

  /** Without a terminal. */
  public Cli() {
    this(OptionalInt.empty());
  }

  private Cli(OptionalInt columns) {
    this.console = new Console(stream(out), stream(err), columns);
    this.interruption = new Interruption(console);
  }

  /** With a terminal of a width. */
  public static Cli onTerminal(int columns) {
    return new Cli(OptionalInt.of(columns));
  }

  /** Says where a service is, by the environment. */
  public Cli with(Service service, URI address) {
    return with(service.variable(), address.toString());
  }

  /** Sets a variable of the environment. */
  public Cli with(String variable, String value) {
    variables.put(variable, value);
    return this;
  }

  /** Runs a command and returns its exit code. */
  public int run(String... arguments) {
    out.reset();
    err.reset();
    return Boxstream.run(new Host(console, variables, "ada", time, interruption), arguments);
  }

  public FakeTime time() {
    return time;
  }

  /** What Ctrl-C prints at this moment. */
  public String interrupt() {
    err.reset();
    interruption.report();
    return err();
  }

  /** The results that it printed. */
  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** The messages that it printed. */
  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** The results as JSON documents, one in each line. */
  public List<JsonNode> documents() {
    return out().lines().map(Cli::json).toList();
  }

  /** A JSON document. */
  public static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + text, e);
    }
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}

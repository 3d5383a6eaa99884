package io.boxstream.events;

import java.io.PrintStream;
import java.util.List;

/**
 * Command that creates the topics: {@code CreateTopics --bootstrap-server HOST:PORT}. It is
 * idempotent. Exit code 0: success; 1: invalid arguments or no response from the broker; 2: an
 * existing topic differs from its definition.
 */
public final class CreateTopics {
  private static final String OPTION = "--bootstrap-server";
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int DRIFTED = 2;

  private CreateTopics() {}

  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.size() != 2 || !arguments.get(0).equals(OPTION)) {
      err.println("usage: CreateTopics " + OPTION + " HOST:PORT");
      return FAILED;
    }
    try {
      TopicAdmin.Outcome outcome = TopicAdmin.createAll(arguments.get(1));
      outcome.created().forEach(topic -> out.println("created " + topic));
      outcome.drift().forEach(drift -> err.println("differs: " + drift));
      return outcome.drift().isEmpty() ? DONE : DRIFTED;
    } catch (RuntimeException failure) {
      err.println(failure.getMessage());
      return FAILED;
    }
  }
}

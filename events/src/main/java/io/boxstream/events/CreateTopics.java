package io.boxstream.events;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Command that creates the topics: {@code CreateTopics --bootstrap-server HOST:PORT
 * [--command-config FILE]}. The file has properties of Kafka's clients, as for Kafka's own tools.
 * The command is idempotent. Exit code 0: success; 1: invalid arguments or no response from the
 * broker; 2: an existing topic differs from its definition.
 */
public final class CreateTopics {
  private static final String BROKER = "--bootstrap-server";
  private static final String CONFIGURATION = "--command-config";
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int DRIFTED = 2;

  private CreateTopics() {}

  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    Map<String, String> options = CommandOptions.parse(arguments, Set.of(BROKER, CONFIGURATION));
    if (!options.containsKey(BROKER)) {
      err.println("usage: CreateTopics " + BROKER + " HOST:PORT [" + CONFIGURATION + " FILE]");
      return FAILED;
    }
    try {
      KafkaSettings settings = settings(options);
      settings.check();
      TopicAdmin.Outcome outcome = TopicAdmin.createAll(settings);
      outcome.created().forEach(topic -> out.println("created " + topic));
      outcome.drift().forEach(drift -> err.println("differs: " + drift));
      return outcome.drift().isEmpty() ? DONE : DRIFTED;
    } catch (IOException failure) {
      err.println(CONFIGURATION + " cannot be read: " + failure);
      return FAILED;
    } catch (RuntimeException failure) {
      err.println(failure.getMessage());
      return FAILED;
    }
  }

  private static KafkaSettings settings(Map<String, String> options) throws IOException {
    Map<String, String> properties =
        options.containsKey(CONFIGURATION)
            ? CommandOptions.properties(Path.of(options.get(CONFIGURATION)))
            : Map.of();
    return new KafkaSettings(options.get(BROKER), properties);
  }
}

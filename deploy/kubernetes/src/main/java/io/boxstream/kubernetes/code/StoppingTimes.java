package io.boxstream.kubernetes.code;

import io.boxstream.events.consume.ConsumerLoopSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a service may take to stop when everything that it waits for takes its longest: requests
 * in progress, then its parts one after another. The limits are constants of the code.
 */
public final class StoppingTimes {
  private static final String CONSUME = "events/src/main/java/io/boxstream/events/consume/";
  private static final String INGEST = "ingest-service/src/main/java/io/boxstream/ingest/";
  private static final String CONSOLE = "console/src/main/java/io/boxstream/console/";
  private static final Limit PRODUCER =
      new Limit("events/src/main/java/io/boxstream/events/RenewedProducer", "CLOSE_TIMEOUT", 1);
  private static final Pattern SECONDS = Pattern.compile("(\\d+)s");

  private static final Map<String, Parts> PARTS =
      Map.of(
          "ingest",
          new Parts(
              // The topics of its indexes.
              6,
              new Limit(INGEST + "imports/Imports", "STOP_TIMEOUT", 1),
              new Limit(INGEST + "rename/ClassRenames", "CLOSE_SECONDS", 1),
              // A thread for each tool.
              new Limit(INGEST + "webhooks/Webhooks", "CLOSE_SECONDS", 2),
              new Limit(INGEST + "intake/IntakeThreads", "CLOSE_SECONDS", 2),
              PRODUCER),
          "trainer",
          new Parts(
              1,
              new Limit(
                  "trainer-service/src/main/java/io/boxstream/trainer/Trainer",
                  "SHUTDOWN_TIMEOUT",
                  1),
              PRODUCER),
          // Five topics, one of them twice: for the data set, and to compare its labels.
          "evaluator",
          new Parts(6, PRODUCER),
          "inference",
          new Parts(
              3,
              new Limit(
                  "events/src/main/java/io/boxstream/events/TransactionalPublisher",
                  "CLOSE_TIMEOUT",
                  1),
              new Limit(
                  "inference-service/src/main/java/io/boxstream/inference/model/ModelCloser",
                  "CLOSE_TIMEOUT_SECONDS",
                  1),
              PRODUCER),
          "console",
          new Parts(
              1,
              new Limit(CONSOLE + "log/LogReader", "CLOSE_TIMEOUT", 2),
              new Limit(CONSOLE + "broker/AdminBrokerSource", "CLOSE_TIMEOUT", 1)));

  private final Path home;
  private final Settings settings;

  private record Limit(String type, String constant, int times) {}

  private record Parts(int loops, List<Limit> limits) {
    Parts(int loops, Limit... limits) {
      this(loops, List.of(limits));
    }
  }

  /**
   * @param home the checkout
   */
  public StoppingTimes(Path home, Settings settings) {
    this.home = home;
    this.settings = settings;
  }

  /** How long a service waits for requests in progress. */
  public Duration requests(String service) {
    return settings
        .value(service, "quarkus.shutdown.timeout")
        .map(StoppingTimes::parse)
        .orElse(Duration.ZERO);
  }

  /**
   * The longest time from then to the end of its process.
   *
   * @throws IOException if a source file is not there
   * @throws IllegalArgumentException if a constant is not in its file any more
   */
  public Duration parts(String service) throws IOException {
    Parts parts = PARTS.get(service);
    Duration longest = loop().multipliedBy(parts.loops());
    for (Limit limit : parts.limits()) {
      longest = longest.plus(value(limit).multipliedBy(limit.times()));
    }
    return longest;
  }

  /**
   * A loop waits for the work in hand, interrupts it, waits again, commits and leaves its group.
   */
  private Duration loop() throws IOException {
    return ConsumerLoopSettings.named("any")
        .closeTimeout()
        .multipliedBy(2)
        .plus(value(new Limit(CONSUME + "OffsetCommits", "TIMEOUT", 1)))
        .plus(value(new Limit(CONSUME + "ConsumerSession", "LEAVE_TIMEOUT", 1)));
  }

  private Duration value(Limit limit) throws IOException {
    Pattern constant =
        Pattern.compile(
            "\\b%s\\s*=\\s*(?:Duration\\.ofSeconds\\()?(\\d+)".formatted(limit.constant()));
    Matcher found = constant.matcher(Files.readString(home.resolve(limit.type() + ".java")));
    if (!found.find()) {
      throw new IllegalArgumentException(
          "no constant %s in %s".formatted(limit.constant(), limit.type()));
    }
    return Duration.ofSeconds(Long.parseLong(found.group(1)));
  }

  private static Duration parse(String value) {
    Matcher matcher = SECONDS.matcher(value);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no number of seconds: " + value);
    }
    return Duration.ofSeconds(Long.parseLong(matcher.group(1)));
  }
}

package io.boxstream.meters;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.PublishListener;
import io.boxstream.events.TopicDefinition;
import io.boxstream.events.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Meters of published records by topic and outcome, and of dead letters. */
final class PublishMetrics implements PublishListener {

  static final String PUBLISH = "boxstream.publish";
  static final String RETRIES = "boxstream.publish.retries";
  static final String DEAD_LETTERS = "boxstream.dead.letters";
  static final String TOPIC = "topic";
  static final String OUTCOME = "outcome";

  /** Topics that clients choose, all together. */
  static final String OTHER = "other";

  private static final Set<String> OURS =
      Topics.all().stream().map(TopicDefinition::name).collect(Collectors.toUnmodifiableSet());

  private static final String ACKNOWLEDGED = "acknowledged";
  private static final String FAILED = "failed";

  private final MeterRegistry registry;
  private final Map<String, Counter> deadLetters = new HashMap<>();
  private final Map<String, Timer> acknowledged = new ConcurrentHashMap<>();
  private final Map<String, Timer> failed = new ConcurrentHashMap<>();

  /**
   * Creates all meters of these topics, so that each exists with the value zero from the start.
   *
   * @param written the topics that the service writes
   * @param read the topics whose records may become dead letters
   */
  PublishMetrics(MeterRegistry registry, Collection<String> written, Collection<String> read) {
    this.registry = requireNonNull(registry, "registry");
    for (String topic : written) {
      timer(acknowledged, topic, ACKNOWLEDGED);
      timer(failed, topic, FAILED);
    }
    for (String topic : read) {
      deadLetters.put(
          Topics.deadLetters(topic),
          Counter.builder(DEAD_LETTERS)
              .description(
                  "Records that could not be handled and were sent to the dead-letter topic")
              .tag(TOPIC, topic)
              .register(registry));
    }
  }

  /** Registers the number of retries of a publisher. */
  void retries(KafkaEventPublisher publisher) {
    FunctionCounter.builder(RETRIES, publisher, KafkaEventPublisher::retries)
        .description("Records sent again after a missing or retriable response of the broker")
        .register(registry);
  }

  @Override
  public void acknowledged(String topic, Duration took) {
    timer(acknowledged, topic, ACKNOWLEDGED).record(took);
    Counter letters = deadLetters.get(topic);
    if (letters != null) {
      letters.increment();
    }
  }

  @Override
  public void failed(String topic, Duration took) {
    timer(failed, topic, FAILED).record(took);
  }

  private Timer timer(Map<String, Timer> timers, String topic, String outcome) {
    return timers.computeIfAbsent(
        OURS.contains(topic) ? topic : OTHER,
        name ->
            Timer.builder(PUBLISH)
                .description("From sending a record to its acknowledgement by every replica")
                .tag(TOPIC, name)
                .tag(OUTCOME, outcome)
                .register(registry));
  }
}

package io.boxstream.ingest.webhooks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Meters of deliveries of labelling tools. */
public final class WebhookMetrics {

  static final String DELIVERIES = "boxstream.ingest.webhook.deliveries";
  static final String RETRIES = "boxstream.ingest.webhook.retries";
  static final String WAITING = "boxstream.ingest.webhook.waiting";
  static final String AGE = "boxstream.ingest.webhook.waiting.age";
  static final String TOOL = "tool";
  static final String OUTCOME = "outcome";

  private final MeterRegistry registry;
  private final Map<Tool, Map<Outcome, Counter>> deliveries = new EnumMap<>(Tool.class);
  private final Map<Tool, Counter> retries = new EnumMap<>(Tool.class);

  /** How a delivery ends. */
  public enum Outcome {
    DONE,
    IGNORED,
    REJECTED,
    FAILED,
    /** Its secret or signature was wrong. */
    UNAUTHORIZED,
    /** The queue or the disk was full, or its content was not a delivery. */
    REFUSED
  }

  /**
   * @param registry registry of the meters
   */
  public WebhookMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (Tool tool : Tool.values()) {
      Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);
      Stream.of(Outcome.values())
          .forEach(
              outcome ->
                  counters.put(
                      outcome,
                      Counter.builder(DELIVERIES)
                          .description("Deliveries of labelling tools")
                          .tag(TOOL, tool.code())
                          .tag(OUTCOME, outcome.name().toLowerCase(Locale.ROOT))
                          .register(registry)));
      deliveries.put(tool, counters);
      retries.put(
          tool,
          Counter.builder(RETRIES)
              .description("Attempts to apply a delivery that failed and are repeated")
              .tag(TOOL, tool.code())
              .register(registry));
    }
  }

  /**
   * Shows the queue.
   *
   * @param waiting number of deliveries of a tool that wait
   * @param ageSeconds age of the oldest of them
   */
  void watch(ToDoubleFunction<Tool> waiting, ToDoubleFunction<Tool> ageSeconds) {
    for (Tool tool : Tool.values()) {
      Gauge.builder(WAITING, () -> waiting.applyAsDouble(tool))
          .description("Deliveries that wait")
          .tag(TOOL, tool.code())
          .register(registry);
      Gauge.builder(AGE, () -> ageSeconds.applyAsDouble(tool))
          .description("Age of the oldest delivery that waits")
          .baseUnit("seconds")
          .tag(TOOL, tool.code())
          .register(registry);
    }
  }

  /** Counts a delivery. */
  public void count(Tool tool, Outcome outcome) {
    deliveries.get(tool).get(outcome).increment();
  }

  void ended(Tool tool, DeliveryState state) {
    switch (state) {
      case DONE -> count(tool, Outcome.DONE);
      case IGNORED -> count(tool, Outcome.IGNORED);
      case REJECTED -> count(tool, Outcome.REJECTED);
      case FAILED -> count(tool, Outcome.FAILED);
      case QUEUED -> throw new IllegalArgumentException("a delivery that is queued has not ended");
    }
  }

  void retried(Tool tool) {
    retries.get(tool).increment();
  }
}

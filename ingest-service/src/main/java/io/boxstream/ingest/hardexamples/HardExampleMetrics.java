package io.boxstream.ingest.hardexamples;

import io.boxstream.meters.TagValues;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** Meters of hard examples: their number, what people decide, and how soon a model learns them. */
public final class HardExampleMetrics {

  static final String KNOWN = "boxstream.ingest.hard.examples.known";
  static final String DECISIONS = "boxstream.ingest.hard.examples.decisions";
  static final String TIME_TO_MODEL = "boxstream.ingest.hard.examples.time.to.model";

  /** Upper bounds in minutes: 15 minutes to 4 weeks. */
  private static final long[] BOUNDS = {
    15, 30, 60, 2 * 60, 4 * 60, 8 * 60, 24 * 60, 2 * 1440, 4 * 1440, 7 * 1440, 14 * 1440, 28 * 1440
  };

  private final Map<Decision, Counter> decisions = new EnumMap<>(Decision.class);
  private final Timer timeToModel;

  /** What a person decided about an example. */
  enum Decision {
    ANSWERED,
    DISMISSED
  }

  /**
   * Makes every meter at once, so that each is there with zero from the start.
   *
   * @param known examples in the index
   */
  public HardExampleMetrics(MeterRegistry registry, Supplier<Number> known) {
    Gauge.builder(KNOWN, known)
        .description("Hard examples of the last 30 days in any state")
        .register(registry);
    for (Decision decision : Decision.values()) {
      decisions.put(
          decision,
          Counter.builder(DECISIONS)
              .description("Hard examples that a person answered or dismissed here")
              .tag("decision", TagValues.of(decision))
              .register(registry));
    }
    this.timeToModel =
        Timer.builder(TIME_TO_MODEL)
            .description(
                "From the request that brought an image to the first checkpoint that was trained"
                    + " with it")
            .serviceLevelObjectives(
                LongStream.of(BOUNDS).mapToObj(Duration::ofMinutes).toArray(Duration[]::new))
            .register(registry);
  }

  void count(Decision decision) {
    decisions.get(decision).increment();
  }

  void trained(Duration sinceRequest) {
    timeToModel.record(sinceRequest);
  }
}

package io.boxstream.inference.hardexamples;

import io.boxstream.meters.TagValues;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Meters of the search for hard examples. */
public final class HardExampleMetrics {
  static final String REQUESTS = "boxstream.inference.hard.examples.requests";
  static final String MEMORY = "boxstream.inference.hard.examples.memory";

  private final MeterRegistry registry;
  private final Map<Outcome, Counter> requests = new EnumMap<>(Outcome.class);

  /** What became of a request that was looked at. */
  enum Outcome {
    /** The model is sure enough. */
    EASY,
    /** It could not be looked at in time, or its image is too large. */
    DROPPED,
    /** An image that looks the same was published lately or is harder. */
    NEAR_DUPLICATE,
    /** Others are harder. */
    OUTRANKED,
    /** It is on the topic. */
    PUBLISHED,
    /** It could not be looked at or published. */
    FAILED,
    /** It was looked at again after a swap; it has a second outcome. */
    COMPARED
  }

  /** Makes every meter at once, so that each is there with zero from the start. */
  public HardExampleMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (Outcome outcome : Outcome.values()) {
      requests.put(
          outcome,
          Counter.builder(REQUESTS)
              .description("Answered requests by what became of them as hard examples")
              .tag("outcome", TagValues.of(outcome))
              .register(registry));
    }
  }

  void count(Outcome outcome) {
    requests.get(outcome).increment();
  }

  /** Shows the memory that the search holds; {@code () -> 0} if it is off. */
  public void memory(LongSupplier bytes) {
    Gauge.builder(MEMORY, bytes, LongSupplier::getAsLong)
        .description("Requests and candidates in memory")
        .baseUnit("bytes")
        .strongReference(true)
        .register(registry);
  }
}

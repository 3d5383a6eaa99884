package io.boxstream.inference.model;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Meters of the model in memory. */
public final class ModelMetrics {
  static final String GENERATION = "boxstream.inference.model.generation";
  static final String SWAPS = "boxstream.inference.model.swaps";
  static final String FAILURES = "boxstream.inference.model.load.failures";
  static final String LOAD = "boxstream.inference.model.load";

  private final AtomicLong generation = new AtomicLong();
  private final Counter swaps;
  private final Counter failures;
  private final Timer load;

  /** Makes the meters. */
  public ModelMetrics(MeterRegistry registry) {
    Gauge.builder(GENERATION, generation, AtomicLong::get)
        .description("Generation that serves, 0 without a model")
        .register(registry);
    this.swaps = Counter.builder(SWAPS).description("Models taken into service").register(registry);
    this.failures =
        Counter.builder(FAILURES)
            .description("Attempts to follow the promotion chain that failed")
            .register(registry);
    this.load =
        Timer.builder(LOAD).description("Fetch, verify, load and warm up").register(registry);
  }

  void swapped(long toGeneration, Duration loading) {
    generation.set(toGeneration);
    swaps.increment();
    load.record(loading);
  }

  void failed() {
    failures.increment();
  }
}

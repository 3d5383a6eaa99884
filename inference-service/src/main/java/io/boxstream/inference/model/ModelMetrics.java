package io.boxstream.inference.model;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Meters of the model in memory. */
public final class ModelMetrics {
  static final String GENERATION = "boxstream.inference.model.generation";
  static final String SWAPS = "boxstream.inference.model.swaps";
  static final String FAILURES = "boxstream.inference.model.load.failures";
  static final String LOAD = "boxstream.inference.model.load";

  static final String FAILING = "boxstream.inference.model.failing.tries";

  private final MeterRegistry registry;
  private final AtomicLong generation = new AtomicLong();
  private final Counter swaps;
  private final Counter failures;
  private final Timer load;

  /** Makes the meters. */
  public ModelMetrics(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder(GENERATION, generation, AtomicLong::get)
        .description("Generation that serves, 0 without a model")
        .register(registry);
    this.swaps = Counter.builder(SWAPS).description("Models taken into service").register(registry);
    this.failures =
        Counter.builder(FAILURES)
            .description("Attempts to follow the promotion chain that failed")
            .register(registry);
    this.load =
        Timer.builder(LOAD)
            .description("A swap from the notification on: fetch, verify, load, warm up, exchange")
            .register(registry);
  }

  /** Shows how often in a row the newest promotion could not be followed. */
  public void failing(Supplier<Number> tries) {
    Gauge.builder(FAILING, tries)
        .description(
            "Tries in a row to follow the promotion chain that failed, 0 while all is well")
        .register(registry);
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

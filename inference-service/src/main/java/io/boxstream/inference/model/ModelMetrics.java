package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Meters of the models in memory. */
public final class ModelMetrics {
  static final String GENERATION = "boxstream.inference.model.generation";
  static final String SWAPS = "boxstream.inference.model.swaps";
  static final String FAILURES = "boxstream.inference.model.load.failures";
  static final String LOAD = "boxstream.inference.model.load";
  static final String UNLOADS = "boxstream.inference.model.unloads";
  static final String MEMORY = "boxstream.inference.model.memory";

  static final String FAILING = "boxstream.inference.model.failing.tries";

  private static final String MODEL = "model";

  private final MeterRegistry registry;
  private final String primary;
  private final AtomicLong generation = new AtomicLong();
  private final Map<String, OfModel> models = new ConcurrentHashMap<>();

  /**
   * Makes the meters of the primary model.
   *
   * @param primary its name
   */
  public ModelMetrics(MeterRegistry registry, String primary) {
    this.registry = requireNonNull(registry, "registry");
    this.primary = requireNonNull(primary, "primary");
    Gauge.builder(GENERATION, generation, AtomicLong::get)
        .description("Generation of the primary model that serves, 0 without a model")
        .register(registry);
    of(primary);
  }

  /** Shows how often in a row the newest promotion of the primary model could not be followed. */
  public void failing(Supplier<Number> tries) {
    Gauge.builder(FAILING, tries)
        .description(
            "Tries in a row to follow the promotion chain that failed, 0 while all is well")
        .register(registry);
  }

  void swapped(LoadedModel model, Duration loading) {
    ModelIdentity identity = model.identity();
    if (identity.model().equals(primary)) {
      generation.set(identity.generation());
    }
    OfModel meters = of(identity.model());
    meters.swaps.increment();
    meters.load.record(loading);
    meters.memory.set(model.bytes());
  }

  void failed(String model) {
    of(model).failures.increment();
  }

  void unloaded(String model) {
    of(model).unloads.increment();
    of(model).memory.set(0);
  }

  private OfModel of(String model) {
    return models.computeIfAbsent(model, name -> new OfModel(registry, name));
  }

  private static final class OfModel {
    private final AtomicLong memory = new AtomicLong();
    private final Counter swaps;
    private final Counter failures;
    private final Counter unloads;
    private final Timer load;

    private OfModel(MeterRegistry registry, String model) {
      this.swaps =
          Counter.builder(SWAPS)
              .description("Models taken into service")
              .tag(MODEL, model)
              .register(registry);
      this.failures =
          Counter.builder(FAILURES)
              .description("Attempts to follow the promotion chain that failed")
              .tag(MODEL, model)
              .register(registry);
      this.unloads =
          Counter.builder(UNLOADS)
              .description("Models unloaded to make room for others")
              .tag(MODEL, model)
              .register(registry);
      this.load =
          Timer.builder(LOAD)
              .description(
                  "A swap from the notification on: fetch, verify, load, warm up, exchange")
              .tag(MODEL, model)
              .register(registry);
      Gauge.builder(MEMORY, memory, AtomicLong::get)
          .description("Memory that the model takes, by estimate; 0 unless it is loaded")
          .baseUnit("bytes")
          .tag(MODEL, model)
          .register(registry);
    }
  }
}

package io.boxstream.inference.rollout;

import io.boxstream.artifacts.rollout.RolloutCounts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Meters of this instance's part in rollouts. */
public final class RolloutMetrics {
  static final String IMAGES = "boxstream.inference.rollout.images";
  static final String CANARY = "boxstream.inference.rollout.canary.requests";
  static final String LOADED = "boxstream.inference.rollout.challenger";

  private final MeterRegistry registry;
  private Supplier<RolloutCounts> total = () -> RolloutCounts.NONE;

  /**
   * @param registry registry of the meters
   */
  public RolloutMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Makes the meters.
   *
   * @param loaded whether a challenger is in use
   * @param counted what was counted since the start of the process
   */
  void show(BooleanSupplier loaded, Supplier<RolloutCounts> counted) {
    total = counted;
    Gauge.builder(LOADED, loaded, in -> in.getAsBoolean() ? 1 : 0)
        .description("1 while the challenger of a rollout is in use")
        .strongReference(true)
        .register(registry);
    images("agreed", counts -> counts.images() - counts.differing());
    images("differing", RolloutCounts::differing);
    images("failed", RolloutCounts::failures);
    images("dropped", RolloutCounts::dropped);
    counter(CANARY, "Requests of a canary's share", "answered", RolloutCounts::answers);
    counter(CANARY, "Requests of a canary's share", "fallback", RolloutCounts::fallbacks);
  }

  private void images(String outcome, ToDoubleFunction<RolloutCounts> count) {
    counter(IMAGES, "Images that were to be compared in rollouts", outcome, count);
  }

  private void counter(
      String name, String description, String outcome, ToDoubleFunction<RolloutCounts> count) {
    // The registry refers to this object weakly; its owner keeps it.
    FunctionCounter.builder(name, this, self -> count.applyAsDouble(self.total.get()))
        .description(description)
        .tag("outcome", outcome)
        .register(registry);
  }
}

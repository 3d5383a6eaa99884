package io.boxstream.evaluator.rollout;

import io.boxstream.artifacts.rollout.RolloutOutcome;
import io.boxstream.meters.TagValues;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Meters of rollouts. */
public final class RolloutMetrics {
  static final String RUNNING = "boxstream.evaluator.rollouts.running";
  static final String ENDED = "boxstream.evaluator.rollouts.ended";

  private final AtomicInteger running = new AtomicInteger();
  private final Map<RolloutOutcome, Counter> ended = new EnumMap<>(RolloutOutcome.class);

  /**
   * @param registry registry of the meters
   */
  public RolloutMetrics(MeterRegistry registry) {
    Gauge.builder(RUNNING, running, AtomicInteger::get)
        .description("Rollouts that run, over all models")
        .register(registry);
    for (RolloutOutcome outcome : RolloutOutcome.values()) {
      ended.put(
          outcome,
          Counter.builder(ENDED)
              .description("Rollouts that this process ended")
              .tag("outcome", TagValues.of(outcome))
              .register(registry));
    }
  }

  void running(int rollouts) {
    running.set(rollouts);
  }

  void ended(RolloutOutcome outcome) {
    ended.get(outcome).increment();
  }
}

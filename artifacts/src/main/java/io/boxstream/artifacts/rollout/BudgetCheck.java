package io.boxstream.artifacts.rollout;

import java.util.Optional;

/**
 * Compares what was counted with the budgets of a rollout. {@link #broken} may be asked at any
 * time: while the challenger keeps its budgets, each of its tests ever says that one is broken with
 * a probability of at most {@link RateTest#FALSE_ALARM}, provided that the images are independent
 * of each other.
 */
public final class BudgetCheck {
  /** Share of the images on which a challenger may fail. */
  public static final double FAILURE_LIMIT = 0.01;

  private BudgetCheck() {}

  /**
   * The budget that is broken beyond noise, as a sentence; empty if none is.
   *
   * <p>The latency of a shadow is that of the engine for an image, and the latency of a canary is
   * how long callers wait. Both are compared in {@link PairedTimes}: while the challenger keeps the
   * budget, pairs in which it alone is slow are no more frequent than those in which the champion
   * alone is.
   */
  public static Optional<String> broken(
      RolloutMode mode, RolloutBudgets budgets, RolloutCounts counts) {
    if (RateTest.isAbove(counts.failures(), counts.images() + counts.failures(), FAILURE_LIMIT)) {
      return Optional.of(
          "the challenger failed on %d of %d images"
              .formatted(counts.failures(), counts.images() + counts.failures()));
    }
    if (RateTest.isAbove(counts.differing(), counts.images(), budgets.disagreement())) {
      return Optional.of(disagreement(budgets, counts));
    }
    return LatencyCheck.broken(mode, budgets.latencyRatio(), counts);
  }

  /** The budget that a measured figure exceeds, be it by noise, as a sentence; empty if none. */
  public static Optional<String> above(RolloutBudgets budgets, RolloutCounts counts) {
    if (counts.differing() > budgets.disagreement() * counts.images()) {
      return Optional.of(disagreement(budgets, counts));
    }
    return LatencyCheck.above(budgets.latencyRatio(), counts);
  }

  /**
   * How much slower the challenger is at the 99th percentile, as a factor: the figure that the
   * budget limits. Empty without times.
   */
  public static Optional<Double> ratio(RolloutCounts counts) {
    return LatencyCheck.deciding(counts).flatMap(decides -> decides.times().ratio());
  }

  /** Whose times {@link #ratio} compares; empty without times. */
  public static Optional<LatencySource> source(RolloutCounts counts) {
    return LatencyCheck.deciding(counts).map(LatencyCheck.Measured::of);
  }

  /** What was measured, as a sentence. */
  public static String describe(RolloutCounts counts) {
    return "different objects in %d of %d images%s"
        .formatted(counts.differing(), counts.images(), LatencyCheck.describe(counts));
  }

  private static String disagreement(RolloutBudgets budgets, RolloutCounts counts) {
    return "different objects in %d of %d images; the budget is %s"
        .formatted(counts.differing(), counts.images(), budgets.disagreement());
  }
}

package io.boxstream.artifacts.rollout;

import java.util.Locale;
import java.util.Optional;

/**
 * Compares what was counted with the budgets of a rollout. {@link #broken} may be asked at any
 * time: while the challenger keeps its budgets, each of its three tests ever says that one is
 * broken with a probability of at most {@link RateTest#FALSE_ALARM}, provided that the images are
 * independent of each other.
 */
public final class BudgetCheck {
  /** Share of the images on which a challenger may fail. */
  public static final double FAILURE_LIMIT = 0.01;

  private static final double TAIL = 0.99;

  private BudgetCheck() {}

  /**
   * The budget that is broken beyond noise, as a sentence; empty if none is.
   *
   * <p>Both models are timed on the same images. An image counts as slow for the champion if it
   * takes longer than the 99th percentile of the champion's images before it, for the challenger if
   * it takes longer than that times the budget. While the challenger keeps the budget, images that
   * are slow for it alone are no more frequent than those that are slow for the champion alone.
   */
  public static Optional<String> broken(RolloutBudgets budgets, RolloutCounts counts) {
    if (RateTest.isAbove(counts.failures(), counts.images() + counts.failures(), FAILURE_LIMIT)) {
      return Optional.of(
          "the challenger failed on %d of %d images"
              .formatted(counts.failures(), counts.images() + counts.failures()));
    }
    if (RateTest.isAbove(counts.differing(), counts.images(), budgets.disagreement())) {
      return Optional.of(disagreement(budgets, counts));
    }
    if (RateTest.isAbove(counts.slower(), counts.slower() + counts.faster(), 0.5)) {
      return Optional.of(latency(budgets, counts));
    }
    return Optional.empty();
  }

  /** The budget that a measured figure exceeds, be it by noise, as a sentence; empty if none. */
  public static Optional<String> above(RolloutBudgets budgets, RolloutCounts counts) {
    if (counts.differing() > budgets.disagreement() * counts.images()) {
      return Optional.of(disagreement(budgets, counts));
    }
    return ratio(counts).filter(ratio -> ratio > budgets.latencyRatio()).isPresent()
        ? Optional.of(latency(budgets, counts))
        : Optional.empty();
  }

  /** How much slower the challenger is at the 99th percentile, as a factor; empty without times. */
  public static Optional<Double> ratio(RolloutCounts counts) {
    return counts
        .challenger()
        .quantile(TAIL)
        .flatMap(challenger -> counts.champion().quantile(TAIL).map(one -> challenger / one));
  }

  /** The 99th percentile in milliseconds; empty without times. */
  public static Optional<Double> tail(LatencyHistogram times) {
    return times.quantile(TAIL);
  }

  /** What was measured, as a sentence. */
  public static String describe(RolloutCounts counts) {
    return "different objects in %d of %d images%s"
        .formatted(counts.differing(), counts.images(), times(counts));
  }

  private static String disagreement(RolloutBudgets budgets, RolloutCounts counts) {
    return "different objects in %d of %d images; the budget is %s"
        .formatted(counts.differing(), counts.images(), budgets.disagreement());
  }

  private static String latency(RolloutBudgets budgets, RolloutCounts counts) {
    return "the challenger is too slow, budget %s times the champion%s"
        .formatted(budgets.latencyRatio(), times(counts));
  }

  private static String times(RolloutCounts counts) {
    return tail(counts.challenger())
        .flatMap(
            challenger ->
                tail(counts.champion())
                    .map(
                        champion ->
                            String.format(
                                Locale.ROOT,
                                "; 99th percentile %.1f ms against %.1f ms",
                                challenger,
                                champion)))
        .orElse("");
  }
}

package io.boxstream.artifacts.rollout;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * By which times the latency of a challenger is judged. A shadow answers nobody: what it would cost
 * is the engine's time for an image. A canary is judged by how long callers wait. It is judged by
 * the engine's time, too, if its requests have no partners among the champion's: with a share of 1,
 * or if all traffic has one key.
 */
final class LatencyCheck {
  /** Pairs before which the times of a route tell nothing about its slowest ones. */
  static final int LEAST_PAIRS = 20;

  /** Answers of a canary after which its waits would be known if they could be. */
  static final int ANSWERS_WITHOUT_PAIRS = 200;

  private static final double EVEN = 0.5;

  private LatencyCheck() {}

  /**
   * Times that are compared.
   *
   * @param of whose times they are
   */
  record Measured(LatencySource of, PairedTimes times) {
    private double ratio() {
      return times.ratio().orElse(0.0);
    }

    private String text() {
      return String.format(
          Locale.ROOT,
          switch (of) {
            case ENGINE -> "99th percentile %.1f ms against %.1f ms";
            case HTTP -> "callers by HTTP wait %.1f ms against %.1f ms at the 99th percentile";
            case TOPIC -> "requests by topic wait %.1f ms against %.1f ms at the 99th percentile";
          },
          times.challengerTail().orElse(0.0),
          times.championTail().orElse(0.0));
    }
  }

  /** The times that decide, with the highest factor; empty without times. */
  static Optional<Measured> deciding(RolloutCounts counts) {
    return measured(counts).stream().max(Comparator.comparingDouble(Measured::ratio));
  }

  /** What breaks the budget beyond noise, as a sentence; empty if it is kept. */
  static Optional<String> broken(RolloutMode mode, double budget, RolloutCounts counts) {
    List<Measured> measured = measured(counts);
    boolean early =
        mode == RolloutMode.CANARY
            && !isOfCallers(measured)
            && counts.answers() < ANSWERS_WITHOUT_PAIRS;
    long slower = measured.stream().mapToLong(one -> one.times().slower()).sum();
    long faster = measured.stream().mapToLong(one -> one.times().faster()).sum();
    return !early && RateTest.isAbove(slower, slower + faster, EVEN)
        ? deciding(counts).map(worst -> sentence(budget, worst))
        : Optional.empty();
  }

  /** The figure that is above the budget, be it by noise, as a sentence; empty if none is. */
  static Optional<String> above(double budget, RolloutCounts counts) {
    return deciding(counts)
        .filter(worst -> worst.ratio() > budget)
        .map(worst -> sentence(budget, worst));
  }

  /** What was measured, as the end of a sentence; empty without times. */
  static String describe(RolloutCounts counts) {
    StringBuilder text = new StringBuilder();
    measured(counts).forEach(one -> text.append("; ").append(one.text()));
    return text.toString();
  }

  private static List<Measured> measured(RolloutCounts counts) {
    List<Measured> callers =
        counts.waits().stream()
            .flatMap(
                waits ->
                    Stream.of(
                        new Measured(LatencySource.HTTP, waits.http()),
                        new Measured(LatencySource.TOPIC, waits.topic())))
            .filter(one -> one.times().pairs() >= LEAST_PAIRS)
            .toList();
    PairedTimes engine = counts.engine();
    if (!callers.isEmpty() || engine.pairs() == 0) {
      return callers;
    }
    return List.of(new Measured(LatencySource.ENGINE, engine));
  }

  private static boolean isOfCallers(List<Measured> measured) {
    return measured.stream().anyMatch(one -> one.of() != LatencySource.ENGINE);
  }

  private static String sentence(double budget, Measured measured) {
    return "the challenger is too slow, budget %s times the champion; %s"
        .formatted(budget, measured.text());
  }
}

package io.boxstream.evaluator.app;

import io.boxstream.artifacts.rollout.BoxDifferences;
import io.boxstream.artifacts.rollout.BudgetCheck;
import io.boxstream.artifacts.rollout.LatencySource;
import io.boxstream.artifacts.rollout.PairedTimes;
import io.boxstream.artifacts.rollout.Rollout;
import io.boxstream.artifacts.rollout.RolloutBudgets;
import io.boxstream.artifacts.rollout.RolloutCounts;
import io.boxstream.artifacts.rollout.RolloutEnd;
import io.boxstream.artifacts.rollout.Waits;
import io.boxstream.evaluator.rollout.Progress;
import io.boxstream.evaluator.rollout.RolloutStatus;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A rollout as HTTP shows it.
 *
 * @param id model and number, for example {@code detector-3}
 * @param generation of the champion that the challenger is compared with
 * @param state running, or how it ended
 * @param onSuccess {@code nothing} or {@code promote}
 * @param measured what was counted until now, or until the end
 */
public record RolloutView(
    String id,
    String model,
    int number,
    String checkpoint,
    int generation,
    String mode,
    double share,
    Budgets budgets,
    String onSuccess,
    String reason,
    String caller,
    Instant startedAt,
    String state,
    Optional<End> end,
    Measured measured) {

  /**
   * What a rollout may cost.
   *
   * @param latencyRatio by how much the challenger may be slower at the 99th percentile: the engine
   *     in the shadow, the answers that callers wait for in a canary
   * @param disagreement share of the images in which it may find different objects
   * @param images compared images after which it is complete
   * @param duration after which it ends incomplete, ISO 8601
   */
  public record Budgets(double latencyRatio, double disagreement, long images, String duration) {
    private static Budgets of(RolloutBudgets budgets) {
      return new Budgets(
          budgets.latencyRatio(),
          budgets.disagreement(),
          budgets.images(),
          budgets.duration().toString());
    }
  }

  /**
   * How it ended.
   *
   * @param caller who ended it; null if it ended by itself
   */
  public record End(String reason, Optional<String> caller, Instant at) {
    private static End of(RolloutEnd end) {
      return new End(end.reason(), end.caller(), end.at());
    }
  }

  /**
   * What was counted.
   *
   * @param instances that take part
   * @param images that both models have looked at
   * @param differing those in which they found different objects
   * @param failures images on which the challenger failed
   * @param dropped images that were not compared because requests waited
   * @param answers requests that the challenger answered as a canary
   * @param fallbacks requests that the champion answered because the challenger failed
   * @param championMillis 99th percentile of the engine's time for an image, with the champion
   * @param challengerMillis 99th percentile for the same images, with the challenger
   * @param waits of callers of a canary; null in the shadow, which answers nobody
   * @param latency what {@code latencyRatio} limits; null before there are times
   */
  public record Measured(
      int instances,
      long images,
      long differing,
      long failures,
      long dropped,
      long answers,
      long fallbacks,
      Optional<Double> championMillis,
      Optional<Double> challengerMillis,
      Optional<Callers> waits,
      Optional<Latency> latency,
      Map<String, BoxDifferences> boxes) {
    private static Measured of(Progress progress) {
      RolloutCounts counts = progress.counts();
      return new Measured(
          progress.instances(),
          counts.images(),
          counts.differing(),
          counts.failures(),
          counts.dropped(),
          counts.answers(),
          counts.fallbacks(),
          counts.engine().championTail(),
          counts.engine().challengerTail(),
          counts.waits().map(Callers::of),
          BudgetCheck.source(counts).map(of -> Latency.of(of, counts)),
          counts.perClass());
    }
  }

  /** How long callers wait, by the way that their requests come. */
  public record Callers(Waiting http, Waiting topic) {
    private static Callers of(Waits waits) {
      return new Callers(Waiting.of(waits.http()), Waiting.of(waits.topic()));
    }
  }

  /**
   * From the moment a request is accepted to its answer.
   *
   * @param pairs of a request of each side that came at the same time
   * @param championMillis 99th percentile of the champion's
   * @param challengerMillis 99th percentile of those of the challenger's share
   */
  public record Waiting(
      long pairs, Optional<Double> championMillis, Optional<Double> challengerMillis) {
    private static Waiting of(PairedTimes times) {
      return new Waiting(times.pairs(), times.championTail(), times.challengerTail());
    }
  }

  /**
   * How much slower the challenger is.
   *
   * @param of whose times are compared: {@code engine}, or callers by {@code http} or {@code topic}
   * @param ratio the challenger's 99th percentile divided by the champion's
   */
  public record Latency(String of, double ratio) {
    private static Latency of(LatencySource of, RolloutCounts counts) {
      return new Latency(code(of), BudgetCheck.ratio(counts).orElseThrow());
    }
  }

  static RolloutView of(RolloutStatus status) {
    Rollout rollout = status.rollout();
    return new RolloutView(
        rollout.name(),
        rollout.model(),
        rollout.number(),
        rollout.checkpoint().toString(),
        rollout.generation(),
        code(rollout.mode()),
        rollout.share(),
        Budgets.of(rollout.budgets()),
        rollout.promotes() ? "promote" : "nothing",
        rollout.request().reason(),
        rollout.request().caller(),
        rollout.request().at(),
        status.end().map(end -> code(end.outcome())).orElse("running"),
        status.end().map(End::of),
        Measured.of(status.progress()));
  }

  private static String code(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

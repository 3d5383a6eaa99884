package io.boxstream.inference.rollout;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.rollout.PairedTimes;
import io.boxstream.artifacts.rollout.RolloutCounts;
import io.boxstream.events.RolloutProgress;
import io.boxstream.events.RolloutProgress.Boxes;
import io.boxstream.events.RolloutProgress.Pairs;
import io.boxstream.events.RolloutProgress.Waits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Publishes what this instance has counted, at an interval. Used by one thread. */
public final class ProgressReports {
  private final String instance = UUID.randomUUID().toString();
  private final ProgressSink sink;
  private final Duration interval;
  private final Clock clock;
  private Instant next = Instant.MIN;

  /**
   * @param interval time between two reports
   */
  public ProgressReports(ProgressSink sink, Duration interval, Clock clock) {
    this.sink = requireNonNull(sink, "sink");
    this.interval = requireNonNull(interval, "interval");
    this.clock = requireNonNull(clock, "clock");
  }

  /** Publishes if the interval has passed; what is unchanged, too, as one of them may get lost. */
  void publishIfDue(ActiveRollout rollout) {
    if (!clock.instant().isBefore(next)) {
      publish(rollout);
    }
  }

  void publish(ActiveRollout rollout) {
    next = clock.instant().plus(interval);
    sink.publish(progress(rollout, rollout.counts(), rollout.withdrawn()));
  }

  private RolloutProgress progress(
      ActiveRollout rollout, RolloutCounts counts, Optional<String> withdrawn) {
    SortedMap<String, Boxes> boxes = new TreeMap<>();
    counts
        .perClass()
        .forEach(
            (label, one) ->
                boxes.put(
                    label,
                    new Boxes(
                        one.matched(),
                        one.relabelled(),
                        one.onlyChampion(),
                        one.onlyChallenger())));
    return new RolloutProgress(
        rollout.rollout().model(),
        rollout.rollout().rolloutId(),
        instance,
        counts.images(),
        counts.differing(),
        counts.failures(),
        counts.slower(),
        counts.faster(),
        counts.dropped(),
        counts.answers(),
        counts.fallbacks(),
        boxes,
        counts.champion().counts(),
        counts.challenger().counts(),
        counts.waits().map(waits -> new Waits(pairs(waits.http()), pairs(waits.topic()))),
        withdrawn,
        clock.instant());
  }

  private static Pairs pairs(PairedTimes times) {
    return new Pairs(
        times.slower(), times.faster(), times.champion().counts(), times.challenger().counts());
  }
}

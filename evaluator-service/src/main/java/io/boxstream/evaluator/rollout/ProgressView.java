package io.boxstream.evaluator.rollout;

import io.boxstream.artifacts.rollout.BoxDifferences;
import io.boxstream.artifacts.rollout.LatencyHistogram;
import io.boxstream.artifacts.rollout.PairedTimes;
import io.boxstream.artifacts.rollout.RolloutCounts;
import io.boxstream.artifacts.rollout.Waits;
import io.boxstream.events.EventCodec;
import io.boxstream.events.PoisonRecordException;
import io.boxstream.events.RolloutProgress;
import io.boxstream.events.consume.RecordHandler;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The newest progress of each instance, by rollout. Keeps the rollouts that were heard of last, and
 * a limited number of instances of each. Thread-safe.
 */
public final class ProgressView implements RecordHandler {
  private static final int MAX_ROLLOUTS = 100;
  private static final int MAX_INSTANCES = 1000;

  private final EventCodec codec;
  private final Map<String, Map<String, RolloutProgress>> byRollout =
      new LinkedHashMap<>(16, 0.75f, true);

  public ProgressView(EventCodec codec) {
    this.codec = codec;
  }

  @Override
  public void handle(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    RolloutProgress progress = codec.fromRecord(record, RolloutProgress.class);
    try {
      counts(progress);
    } catch (IllegalArgumentException e) {
      throw new PoisonRecordException("decode", e.getMessage(), e);
    }
    add(progress);
  }

  private synchronized void add(RolloutProgress progress) {
    Map<String, RolloutProgress> instances =
        byRollout.computeIfAbsent(progress.rolloutId(), id -> new HashMap<>());
    if (instances.size() < MAX_INSTANCES || instances.containsKey(progress.instance())) {
      instances.put(progress.instance(), progress);
    }
    if (byRollout.size() > MAX_ROLLOUTS) {
      byRollout.remove(byRollout.keySet().iterator().next());
    }
  }

  /** What the instances of a rollout have counted. */
  public synchronized Progress of(String rolloutId) {
    Map<String, RolloutProgress> instances = byRollout.getOrDefault(rolloutId, Map.of());
    RolloutCounts sum =
        instances.values().stream()
            .map(ProgressView::counts)
            .reduce(RolloutCounts.NONE, RolloutCounts::plus);
    return new Progress(
        instances.size(),
        sum,
        instances.values().stream().flatMap(one -> one.withdrawn().stream()).sorted().findFirst());
  }

  private static RolloutCounts counts(RolloutProgress progress) {
    SortedMap<String, BoxDifferences> perClass = new TreeMap<>();
    progress
        .boxes()
        .forEach(
            (label, boxes) ->
                perClass.put(
                    label,
                    new BoxDifferences(
                        boxes.matched(),
                        boxes.relabelled(),
                        boxes.onlyChampion(),
                        boxes.onlyChallenger())));
    return new RolloutCounts(
        progress.images(),
        progress.differing(),
        progress.failures(),
        progress.slower(),
        progress.faster(),
        progress.dropped(),
        progress.answers(),
        progress.fallbacks(),
        perClass,
        new LatencyHistogram(progress.champion()),
        new LatencyHistogram(progress.challenger()),
        progress.waits().map(waits -> new Waits(times(waits.http()), times(waits.topic()))));
  }

  private static PairedTimes times(RolloutProgress.Pairs pairs) {
    return new PairedTimes(
        pairs.slower(),
        pairs.faster(),
        new LatencyHistogram(pairs.champion()),
        new LatencyHistogram(pairs.challenger()));
  }
}

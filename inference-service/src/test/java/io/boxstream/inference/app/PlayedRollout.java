package io.boxstream.inference.app;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.events.EventCodec;
import io.boxstream.events.RolloutChanged;
import io.boxstream.events.RolloutKind;
import io.boxstream.events.RolloutProgress;
import io.boxstream.events.RolloutState;
import io.boxstream.events.Topics;
import io.boxstream.inference.TestCheckpoints;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A rollout of the primary model; the test plays the evaluator. */
record PlayedRollout(
    String id, CheckpointId challenger, RolloutKind mode, double disagreement, int generation) {
  private static final EventCodec CODEC = EventCodec.forService("evaluator");

  /**
   * A rollout beside the champion of a generation: a shadow of everything, or a canary of half of
   * the keys.
   */
  static PlayedRollout of(
      CheckpointId challenger, RolloutKind mode, double disagreement, int generation) {
    return new PlayedRollout(
        UUID.randomUUID().toString(), challenger, mode, disagreement, generation);
  }

  void announce(TopicProbe probe, RolloutState state) {
    probe.send(
        CODEC.toRecord(
            Topics.ROLLOUTS,
            TestCheckpoints.MODEL,
            new RolloutChanged(
                TestCheckpoints.MODEL,
                1,
                id,
                challenger.toString(),
                generation,
                mode,
                mode == RolloutKind.SHADOW ? 1 : 0.5,
                100,
                disagreement,
                state,
                "a test",
                Instant.now()),
            Instant.now()));
  }

  /** The first progress of the service that is as wanted. */
  RolloutProgress awaitProgress(TopicProbe probe, Predicate<RolloutProgress> enough) {
    Predicate<RolloutProgress> wanted =
        progress -> progress.rolloutId().equals(id) && enough.test(progress);
    return probe
        .read(
            Topics.ROLLOUT_PROGRESS,
            records -> records.stream().map(PlayedRollout::decode).anyMatch(wanted))
        .stream()
        .map(PlayedRollout::decode)
        .filter(wanted)
        .findFirst()
        .orElseThrow();
  }

  private static RolloutProgress decode(ConsumerRecord<byte[], byte[]> record) {
    return CODEC.fromRecord(record, RolloutProgress.class);
  }
}

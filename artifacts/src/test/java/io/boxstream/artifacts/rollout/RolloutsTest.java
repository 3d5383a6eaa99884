package io.boxstream.artifacts.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RolloutsTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final Rollouts rollouts = new Rollouts(store, "detector");

  @Test
  void oneRunsAtATime() {
    Rollout first = rollout(1);
    assertThat(rollouts.latest()).isZero();

    assertThat(rollouts.start(first)).isTrue();
    assertThat(rollouts.start(rollout(1))).as("another writer").isFalse();
    assertThat(rollouts.start(rollout(2))).as("beside the first").isFalse();
    rollouts.end(first, end(RolloutOutcome.STOPPED));

    assertThat(rollouts.start(rollout(2))).isTrue();
    assertThat(rollouts.latest()).isEqualTo(2);
    assertThat(rollouts.find(1)).contains(first);
    assertThat(rollouts.start(first)).as("its own, after a lost answer").isTrue();
  }

  @Test
  void theFirstEndCounts() {
    Rollout rollout = rollout(1);
    rollouts.start(rollout);
    RolloutEnd first = end(RolloutOutcome.ROLLED_BACK);

    assertThat(rollouts.end(1)).isEmpty();
    assertThat(rollouts.end(rollout, first)).isEqualTo(first);
    assertThat(rollouts.end(rollout, end(RolloutOutcome.PROMOTED))).isEqualTo(first);
    assertThat(rollouts.end(1)).contains(first);
  }

  @Test
  void readsAnEndOfAnEarlierReleaseWhichDidNotKnowWaits() {
    rollouts.start(rollout(1));
    store.putIfAbsent(
        "models/detector/rollouts/00000001-end.json",
        """
        {"kind": "rollout-end", "version": 1, "outcome": "ROLLED_BACK", "reason": "as measured",
         "caller": null, "at": "2026-01-02T12:00:00Z", "instances": 2,
         "counts": {"images": 10, "differing": 2, "failures": 1, "slower": 3, "faster": 1,
          "dropped": 4, "answers": 5, "fallbacks": 1,
          "perClass": {"hat": {"matched": 9, "relabelled": 1, "onlyChampion": 2,
           "onlyChallenger": 3, "agreement": false}},
          "champion": [1, 0], "challenger": [0, 1]}}
        """
            .getBytes(UTF_8));

    RolloutCounts counts = rollouts.end(1).orElseThrow().counts();

    assertThat(counts.waits()).isEmpty();
    assertThat(counts.engine().challenger().total()).isEqualTo(1);
    assertThat(counts.perClass().get("hat").onlyChallenger()).isEqualTo(3);
  }

  private static Rollout rollout(int number) {
    return new Rollout(
        UUID.randomUUID().toString(),
        "detector",
        number,
        new CheckpointId("run", 3),
        2,
        RolloutMode.CANARY,
        0.25,
        new RolloutBudgets(1.5, 0.2, 100, Duration.ofHours(1)),
        true,
        new Rollout.Request("try it", "Ana", NOON));
  }

  private static RolloutEnd end(RolloutOutcome outcome) {
    RolloutCounts counts =
        new RolloutCounts(
            10,
            2,
            1,
            3,
            1,
            4,
            5,
            1,
            new TreeMap<>(Map.of("hat", new BoxDifferences(9, 1, 2, 3))),
            LatencyHistogram.EMPTY.with(5),
            LatencyHistogram.EMPTY.with(7),
            Optional.of(
                new Waits(
                    new PairedTimes(
                        1, 0, LatencyHistogram.EMPTY.with(40), LatencyHistogram.EMPTY.with(90)),
                    PairedTimes.NONE)));
    return new RolloutEnd(outcome, "as measured", Optional.empty(), NOON, 2, counts);
  }
}

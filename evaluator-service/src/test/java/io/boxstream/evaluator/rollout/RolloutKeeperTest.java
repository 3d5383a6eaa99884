package io.boxstream.evaluator.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.rollout.LatencyHistogram;
import io.boxstream.artifacts.rollout.Rollout;
import io.boxstream.artifacts.rollout.RolloutBudgets;
import io.boxstream.artifacts.rollout.RolloutCounts;
import io.boxstream.artifacts.rollout.RolloutEnd;
import io.boxstream.artifacts.rollout.RolloutMode;
import io.boxstream.artifacts.rollout.RolloutOutcome;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.evaluator.Samples;
import io.boxstream.evaluator.decide.ManualPromotions;
import io.boxstream.evaluator.decide.PromotionChains;
import io.boxstream.evaluator.decide.RefusedPromotionException;
import io.boxstream.evaluator.rollout.RefusedRolloutException.Refusal;
import io.boxstream.evaluator.rollout.RolloutService.Trial;
import io.boxstream.events.Event;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.RolloutChanged;
import io.boxstream.events.RolloutState;
import io.boxstream.testbed.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RolloutKeeperTest {
  private static final int CHALLENGER = 2;

  private final MovableClock clock = new MovableClock(Samples.NOON);
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final Artifacts artifacts = new Artifacts(store);
  private final ManualPromotions promotions =
      new ManualPromotions(artifacts, new PromotionChains(store), clock);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final RolloutMetrics metrics = new RolloutMetrics(registry);
  private final List<Event> announced = new ArrayList<>();
  private final List<Promotion> promoted = new ArrayList<>();
  private final RolloutService service =
      new RolloutService(artifacts, id -> this.progress, metrics, () -> {}, clock);
  private Progress progress = Progress.NONE;

  @BeforeEach
  void promoteTheFirstOfThreeCheckpoints() {
    BlobReference parameters = artifacts.blobs().put(new byte[] {1});
    for (int epoch = 1; epoch <= 3; epoch++) {
      artifacts.checkpoints().save(Samples.manifest(epoch, Samples.HASH, parameters));
      artifacts.evaluations().save(Samples.report(epoch, epoch / 10.0));
    }
    promotions.promote(Samples.MODEL, Samples.checkpoint(1), "Ana", "first");
  }

  @Test
  void announcesARolloutAndPromotesAChallengerThatKeptItsBudgets() {
    start(true);
    RolloutKeeper keeper = keeper();

    assertThat(keeper.look()).isEqualTo(1);
    assertThat(keeper.look()).isEqualTo(1);
    assertThat(states()).as("once").containsExactly(RolloutState.RUNNING);
    progress = counted(100, 10);
    assertThat(keeper.look()).isZero();

    assertThat(states()).containsExactly(RolloutState.RUNNING, RolloutState.PROMOTED);
    assertThat(promoted)
        .singleElement()
        .satisfies(
            link -> {
              assertThat(link.generation()).isEqualTo(2);
              assertThat(link.checkpoint()).isEqualTo(Samples.checkpoint(CHALLENGER));
              assertThat(link.caller()).contains("Li");
              assertThat(link.reason())
                  .isEqualTo(
                      "rollout detector-1: better at night? (different objects in 10 of 100"
                          + " images; 99th percentile 5.5 ms against 5.5 ms)");
            });
    assertThat(end().counts().differing()).isEqualTo(10);
    assertThat(ended("promoted")).isEqualTo(1);
  }

  @Test
  void rollsBackWhenABudgetIsBrokenBeyondNoise() {
    start(true);
    progress = counted(20, 8);
    assertThat(keeper().look()).as("may be noise").isEqualTo(1);

    progress = counted(60, 40);
    keeper().look();

    assertThat(end().outcome()).isEqualTo(RolloutOutcome.ROLLED_BACK);
    assertThat(end().reason()).contains("40 of 60 images", "0.25");
    assertThat(chain()).hasSize(1);
  }

  @Test
  void rollsBackWhenAnInstanceWentBackToTheChampion() {
    start(false);
    progress = new Progress(2, RolloutCounts.NONE, Optional.of("the engine failed"));

    keeper().look();

    assertThat(end().outcome()).isEqualTo(RolloutOutcome.ROLLED_BACK);
    assertThat(end().reason()).contains("the engine failed");
    assertThat(end().instances()).isEqualTo(2);
  }

  @Test
  void promotesNothingThatIsAboveABudgetBeItByNoise() {
    start(true);
    progress = counted(100, 27);

    keeper().look();

    assertThat(end().outcome()).isEqualTo(RolloutOutcome.COMPLETED);
    assertThat(end().reason()).startsWith("not promoted: different objects in 27 of 100");
    assertThat(chain()).hasSize(1);
  }

  @Test
  void endsWhenItIsTooOldOrAnotherCheckpointIsPromoted() {
    start(false);
    clock.advance(Duration.ofHours(2));
    keeper().look();
    assertThat(end().outcome()).isEqualTo(RolloutOutcome.EXPIRED);

    start(false);
    promotions.promote(Samples.MODEL, Samples.checkpoint(3), "Ana", "newer");
    keeper().look();

    assertThat(artifacts.rollouts(Samples.MODEL).end(2).orElseThrow().outcome())
        .isEqualTo(RolloutOutcome.SUPERSEDED);
  }

  @Test
  void makesUpForAPromotionThatACrashPrevented() {
    Rollout rollout = start(true).rollout();
    artifacts
        .rollouts(Samples.MODEL)
        .end(
            rollout,
            new RolloutEnd(
                RolloutOutcome.PROMOTED,
                "kept its budgets",
                Optional.empty(),
                Samples.NOON,
                1,
                RolloutCounts.NONE));

    keeper().look();
    assertThat(promoted).hasSize(1);
    promotions.promote(Samples.MODEL, Samples.checkpoint(1), "Ana", "rolled back by hand");
    keeper().look();

    assertThat(promoted).as("not again").hasSize(1);
    assertThat(states()).as("each process").hasSize(2).containsOnly(RolloutState.PROMOTED);
  }

  @Test
  void aPersonEndsIt() {
    start(true);
    progress = counted(50, 5);

    RolloutStatus ended = service.end(Samples.MODEL, 1, "Ana", "enough").orElseThrow();
    keeper().look();

    assertThat(ended.end()).contains(end());
    assertThat(end().caller()).contains("Ana");
    assertThat(end().counts().images()).isEqualTo(50);
    assertThat(states()).containsExactly(RolloutState.STOPPED);
    assertRefused(Refusal.ROLLOUT_ENDED, () -> service.end(Samples.MODEL, 1, "Ana", "again"));
    assertThat(service.end(Samples.MODEL, 2, "Ana", "none")).isEmpty();
    assertThat(service.list(Optional.empty(), 10)).hasSize(1);
    assertThat(service.list(Optional.of(Samples.MODEL), 10)).hasSize(1);
    assertThat(service.list(Optional.of("another"), 10)).isEmpty();
  }

  @Test
  void refusesWhatCannotBeTried() {
    start(false);

    assertRefused(Refusal.ROLLOUT_RUNNING, () -> start(false));
    assertRefused(Refusal.ALREADY_CHAMPION, () -> start(1));
    assertThatThrownBy(() -> start(9)).isInstanceOf(RefusedPromotionException.class);
  }

  private RolloutStatus start(boolean promotes) {
    return service.start(Samples.MODEL, trial(CHALLENGER, promotes), "Li", "better at night?");
  }

  private void start(int epoch) {
    service.start(Samples.MODEL, trial(epoch, false), "Li", "better at night?");
  }

  private static Trial trial(int epoch, boolean promotes) {
    return new Trial(
        Samples.checkpoint(epoch),
        RolloutMode.SHADOW,
        0.5,
        new RolloutBudgets(1.5, 0.25, 100, Duration.ofHours(1)),
        promotes);
  }

  private static Progress counted(int images, int differing) {
    LatencyHistogram times = LatencyHistogram.EMPTY.with(5);
    return new Progress(
        1,
        new RolloutCounts(
            images, differing, 0, 1, 1, 0, 0, 0, new TreeMap<>(), times, times, Optional.empty()),
        Optional.empty());
  }

  private RolloutKeeper keeper() {
    return new RolloutKeeper(
        artifacts, publisher(), id -> progress, () -> true, promoted::add, metrics, clock);
  }

  private RolloutEnd end() {
    return artifacts.rollouts(Samples.MODEL).end(1).orElseThrow();
  }

  private List<Promotion> chain() {
    return artifacts.promotions(Samples.MODEL).history();
  }

  private List<RolloutState> states() {
    return announced.stream().map(event -> ((RolloutChanged) event).state()).toList();
  }

  private double ended(String outcome) {
    return registry.get(RolloutMetrics.ENDED).tag("outcome", outcome).counter().count();
  }

  private static void assertRefused(Refusal refusal, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            RefusedRolloutException.class,
            refused -> assertThat(refused.refusal()).isEqualTo(refusal));
  }

  private EventPublisher publisher() {
    return new EventPublisher() {
      @Override
      public CompletableFuture<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        throw new UnsupportedOperationException();
      }

      @Override
      public CompletableFuture<RecordMetadata> publish(String key, Event event) {
        announced.add(event);
        return CompletableFuture.completedFuture(null);
      }

      @Override
      public CompletableFuture<RecordMetadata> publishTombstone(
          String topic, String key, Optional<String> caller) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void close() {}
    };
  }
}

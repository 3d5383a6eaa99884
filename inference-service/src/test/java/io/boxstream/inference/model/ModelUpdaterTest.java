package io.boxstream.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.events.consume.Backoff;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelUpdaterTest {
  private static final UpdateSettings NEVER_BY_ITSELF =
      new UpdateSettings(
          Duration.ofHours(1), new Backoff(Duration.ofMillis(20), Duration.ofMillis(40)));

  private final AtomicReference<Optional<Promotion>> chain =
      new AtomicReference<>(Optional.empty());
  private final Set<Integer> broken = ConcurrentHashMap.newKeySet();
  private final Set<Integer> damaged = ConcurrentHashMap.newKeySet();
  private final AtomicInteger attempts = new AtomicInteger();
  private final ModelHolder holder = new ModelHolder("detector", Runnable::run);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private ModelUpdater updater;

  @AfterEach
  void stop() throws InterruptedException {
    updater.close();
    holder.close();
  }

  @Test
  void servesWhatTheChainSaysAtTheStart() {
    // Given
    promote(3);

    // When
    start(NEVER_BY_ITSELF);

    // Then
    await().until(() -> generation() == 3);
    assertThat(meters.get(ModelMetrics.GENERATION).gauge().value()).isEqualTo(3);
    assertThat(meters.get(ModelMetrics.SWAPS).counter().count()).isEqualTo(1);
  }

  @Test
  void followsANotification() {
    // Given a service that serves the first generation
    promote(1);
    start(NEVER_BY_ITSELF);
    await().until(() -> generation() == 1);

    // When
    promote(2);
    updater.checkNow();

    // Then
    await().until(() -> generation() == 2);
  }

  @Test
  void seesAPromotionWithoutANotification() {
    // Given
    start(new UpdateSettings(Duration.ofMillis(5), NEVER_BY_ITSELF.backoff()));

    // When
    promote(1);

    // Then
    await().until(() -> generation() == 1);
  }

  @Test
  void keepsTheOldModelWhileTheNewOneCannotBeLoadedAndTriesAgain() {
    // Given
    promote(1);
    start(NEVER_BY_ITSELF);
    await().until(() -> generation() == 1);

    // When a promotion cannot be loaded
    broken.add(2);
    promote(2);
    updater.checkNow();
    await().until(() -> updater.failure().map(LoadFailure::attempts).orElse(0) >= 3);
    long meanwhile = generation();
    LoadFailure failure = updater.failure().orElseThrow();

    // Then the old one served, the status said why, and it was taken as soon as it could be
    assertThat(meanwhile).isEqualTo(1);
    assertThat(failure.what()).isEqualTo("generation 2, checkpoint run-000002");
    assertThat(failure.reason()).isEqualTo("broken parameters");
    assertThat(meters.get(ModelMetrics.FAILURES).counter().count()).isGreaterThanOrEqualTo(3);
    broken.clear();
    await().until(() -> generation() == 2);
    await().until(() -> updater.failure().isEmpty());
  }

  @Test
  void anErrorOfTheEngineIsAFailureLikeOthers() {
    // Given a library that is damaged for a while
    damaged.add(1);
    promote(1);
    start(NEVER_BY_ITSELF);
    await().until(() -> updater.failure().map(LoadFailure::attempts).orElse(0) >= 2);

    // When
    damaged.clear();

    // Then
    await().until(() -> generation() == 1);
  }

  @Test
  void aNewerPromotionReplacesABrokenOne() {
    // Given
    broken.add(1);
    promote(1);
    start(NEVER_BY_ITSELF);
    await().until(() -> updater.failure().isPresent());

    // When
    promote(2);

    // Then
    await().until(() -> generation() == 2);
  }

  @Test
  void aChainThatCannotBeReadIsReadAgain() {
    // Given
    chain.set(null);
    start(NEVER_BY_ITSELF);
    await()
        .until(
            () -> updater.failure().map(LoadFailure::what).equals(Optional.of("promotion chain")));

    // When
    promote(1);

    // Then
    await().until(() -> generation() == 1);
  }

  @Test
  void loadsAGenerationOnce() {
    // Given
    promote(1);
    start(new UpdateSettings(Duration.ofMillis(1), NEVER_BY_ITSELF.backoff()));
    await().until(() -> generation() == 1);

    // When the chain says the same for a while, then something new
    updater.checkNow();
    promote(2);
    await().until(() -> generation() == 2);

    // Then
    assertThat(attempts).hasValue(2);
  }

  private void start(UpdateSettings settings) {
    updater =
        ModelUpdater.start(
            this::latest,
            this::load,
            holder,
            settings,
            new ModelMetrics(meters, "detector"),
            Clock.systemUTC());
  }

  private Optional<Promotion> latest() {
    if (chain.get() == null) {
      throw new IllegalStateException("the store is away");
    }
    return chain.get();
  }

  private LoadedModel load(Promotion promotion) {
    attempts.incrementAndGet();
    if (broken.contains(promotion.generation())) {
      throw new IllegalStateException("broken parameters");
    }
    if (damaged.contains(promotion.generation())) {
      throw new LinkageError("a native library is damaged");
    }
    return FakeDetector.model(promotion.generation());
  }

  private void promote(int generation) {
    chain.set(
        Optional.of(
            Promotion.following(
                generation - 1,
                "detector",
                new CheckpointId("run", generation),
                new Promotion.Decision("better", "test", Optional.empty(), Instant.EPOCH),
                Optional.empty(),
                Optional.empty())));
  }

  private long generation() {
    return holder.identity().map(ModelIdentity::generation).orElse(0L);
  }
}

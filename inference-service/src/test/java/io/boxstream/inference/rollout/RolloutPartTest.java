package io.boxstream.inference.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.boxstream.events.HardExample.Request;
import io.boxstream.events.RolloutChanged;
import io.boxstream.events.RolloutKind;
import io.boxstream.events.RolloutProgress;
import io.boxstream.events.RolloutState;
import io.boxstream.images.RgbImage;
import io.boxstream.inference.model.Detector;
import io.boxstream.inference.model.FakeDetector;
import io.boxstream.inference.model.LoadedModel;
import io.boxstream.inference.model.ModelHolder;
import io.boxstream.inference.model.ModelIdentity;
import io.boxstream.inference.model.ModelLoadException;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.DeadlineExceededException;
import io.boxstream.inference.serve.EngineFailedException;
import io.boxstream.inference.serve.RequestSource;
import io.boxstream.inference.serve.Submission;
import io.boxstream.inference.serve.ThresholdSelector;
import io.boxstream.inference.serve.Timings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RolloutPartTest {
  private static final float FOUND = 0.9f;
  private static final float NOT_FOUND = 0.1f;
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final ModelHolder champion = new ModelHolder("detector", Runnable::run);
  private final AtomicReference<Detector> challenger =
      new AtomicReference<>(new FakeDetector(FOUND));
  private final AtomicReference<String> unloadable = new AtomicReference<>();
  private final AtomicBoolean idle = new AtomicBoolean(true);
  private final List<RolloutProgress> published = new CopyOnWriteArrayList<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private RolloutPart part;

  @BeforeEach
  void serve() {
    champion.install(FakeDetector.model(1, new FakeDetector(FOUND)));
    part =
        RolloutPart.start(
            new RolloutPart.Serving(
                champion,
                new ThresholdSelector(OptionalDouble.of(0.5)),
                bytes -> new RgbImage(8, 8, new byte[3 * 8 * 8]),
                idle::get),
            rollout -> {
              if (unloadable.get() != null) {
                throw new ModelLoadException(unloadable.get());
              }
              return new LoadedModel(identity(rollout), challenger.get(), 0);
            },
            new ProgressReports(published::add, Duration.ofMillis(50), Clock.systemUTC()),
            new RolloutMetrics(registry),
            Clock.systemUTC());
  }

  @AfterEach
  void close() throws InterruptedException {
    part.close();
    champion.close();
  }

  @Test
  void comparesAnsweredRequestsInTheShadow() {
    begin(RolloutKind.SHADOW, 0.5);

    assertThat(detect("camera").canary()).isEmpty();
    answered(9);

    await().atMost(TIMEOUT).until(() -> newest().images() + newest().dropped() == 10);
    assertThat(newest().differing()).isZero();
    assertThat(newest().boxes().get("hat").matched()).isEqualTo(newest().images());
    assertThat(newest().champion()).isNotEmpty();
    assertThat(newest().withdrawn()).isEmpty();
    assertThat(images("agreed")).isEqualTo(newest().images());
  }

  @Test
  void comparesNothingWhileRequestsWait() {
    idle.set(false);
    begin(RolloutKind.SHADOW, 0.5);

    answered(20);

    await().atMost(TIMEOUT).until(() -> newest().dropped() >= 10);
    assertThat(newest().images()).isZero();
  }

  @Test
  void aCanaryAnswersAndIsNamed() {
    begin(RolloutKind.CANARY, 0.5);

    Answer answer = detect("camera");

    assertThat(answer.canary()).contains("detector-1");
    assertThat(answer.identity().checkpointId()).isEqualTo("challenger");
    await().atMost(TIMEOUT).until(() -> newest().answers() == 1);
  }

  @Test
  void aFailingCanaryFallsBackAndIsWithdrawn() {
    // Only requests count: nothing is compared.
    idle.set(false);
    begin(RolloutKind.CANARY, 0.5);
    for (int request = 0; request < 3; request++) {
      Answer answer = part.detect(submission(), request("camera"), image -> failing(image)).join();
      assertThat(answer.canary()).isEmpty();
      assertThat(answer.identity().checkpointId()).isEqualTo("run-000001");
    }

    await().atMost(TIMEOUT).until(() -> newest().withdrawn().isPresent());
    assertThat(newest().withdrawn().orElseThrow()).contains("failed on 3 of 3 images");
    assertThat(newest().fallbacks()).isEqualTo(3);
    assertThat(detect("camera").canary()).as("back to the champion").isEmpty();
  }

  @Test
  void aCanaryWhoseCallersWaitTooLongIsWithdrawnHoweverQuickTheEngineIs() {
    // Only requests count: nothing is compared.
    idle.set(false);
    part.announced(rollout(RolloutKind.CANARY, 0.5, 0.5, 1.2, RolloutState.RUNNING));
    awaitChallenger();

    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              Stream.generate(() -> request(UUID.randomUUID().toString()))
                  .limit(20)
                  .map(request -> part.detect(submission(), request, this::slowly))
                  .toList()
                  .forEach(CompletableFuture::join);
              return newest().withdrawn().isPresent();
            });

    assertThat(newest().withdrawn().orElseThrow()).contains("too slow", "callers by HTTP wait");
    RolloutProgress.Pairs http = newest().waits().orElseThrow().http();
    assertThat(http.slower()).isGreaterThanOrEqualTo(10);
    assertThat(newest().waits().orElseThrow().topic().champion()).isEmpty();
    assertThat(newest().champion()).as("no times of the engine").isEmpty();
  }

  @Test
  void aShadowHasNoWaits() {
    begin(RolloutKind.SHADOW, 0.5);

    answered(3);

    assertThat(newest().waits()).isEmpty();
  }

  @Test
  void aRequestThatIsTooLateIsNotTriedAgain() {
    begin(RolloutKind.CANARY, 0.5);

    CompletableFuture<Answer> late =
        part.detect(
            submission(),
            request("camera"),
            image -> CompletableFuture.failedFuture(new DeadlineExceededException()));

    assertThatThrownBy(late::join).hasCauseInstanceOf(DeadlineExceededException.class);
  }

  @Test
  void withdrawsAChallengerThatFindsOtherObjects() {
    challenger.set(new FakeDetector(NOT_FOUND));
    begin(RolloutKind.SHADOW, 0.1);

    await()
        .atMost(TIMEOUT)
        .until(
            () -> {
              answered(1);
              return newest().withdrawn().isPresent();
            });

    assertThat(newest().withdrawn().orElseThrow()).contains("different objects in");
    assertThat(newest().boxes().get("hat").onlyChampion()).isEqualTo(newest().differing());
  }

  @Test
  void withdrawsAChallengerThatCannotBeLoadedWithTheReason() {
    unloadable.set("it takes 500 MB");
    part.announced(rollout(RolloutKind.CANARY, 0.5, RolloutState.RUNNING));

    await().atMost(TIMEOUT).until(() -> newest().withdrawn().isPresent());

    assertThat(newest().withdrawn()).contains("the challenger cannot be loaded: it takes 500 MB");
    assertThat(detect("camera").canary()).isEmpty();
  }

  @Test
  void takesNoPartForAnotherChampionAndForgetsARolloutThatHasEnded() {
    FakeDetector loaded = new FakeDetector(FOUND);
    challenger.set(loaded);
    begin(RolloutKind.CANARY, 0.5);
    champion.install(FakeDetector.model(2));

    assertThat(detect("camera").canary()).as("of another generation").isEmpty();
    part.announced(rollout(RolloutKind.CANARY, 0.5, RolloutState.SUPERSEDED));

    await().atMost(TIMEOUT).until(loaded::isClosed);
    assertThat(loaded.wasAbused()).isFalse();
    assertThat(registry.get(RolloutMetrics.LOADED).gauge().value()).isZero();
  }

  private void begin(RolloutKind mode, double disagreement) {
    part.announced(rollout(mode, disagreement, RolloutState.RUNNING));
    awaitChallenger();
  }

  private void awaitChallenger() {
    await().atMost(TIMEOUT).until(() -> registry.get(RolloutMetrics.LOADED).gauge().value() == 1);
  }

  private static RolloutChanged rollout(RolloutKind mode, double disagreement, RolloutState state) {
    return rollout(mode, 1, disagreement, 100, state);
  }

  private static RolloutChanged rollout(
      RolloutKind mode,
      double share,
      double disagreement,
      double latencyRatio,
      RolloutState state) {
    return new RolloutChanged(
        "detector",
        1,
        "id",
        "challenger",
        1,
        mode,
        share,
        latencyRatio,
        disagreement,
        state,
        "try it",
        Instant.EPOCH);
  }

  private void answered(int requests) {
    for (int number = 0; number < requests; number++) {
      detect("camera-" + number);
    }
  }

  private Answer detect(String key) {
    return part.detect(submission(), request(key), this::pipeline).join();
  }

  private CompletableFuture<Answer> failing(Submission image) {
    return image.model() == champion
        ? pipeline(image)
        : CompletableFuture.failedFuture(
            new EngineFailedException(new IllegalStateException("out of memory")));
  }

  /** The challenger's answers come late, also where the champion has to wait for a processor. */
  private CompletableFuture<Answer> slowly(Submission image) {
    Executor late =
        CompletableFuture.delayedExecutor(
            image.model() == champion ? 2 : 200, TimeUnit.MILLISECONDS);
    return CompletableFuture.supplyAsync(() -> image, late).thenCompose(this::pipeline);
  }

  private CompletableFuture<Answer> pipeline(Submission image) {
    ModelIdentity identity = image.model().identity().orElseThrow();
    return CompletableFuture.completedFuture(
        new Answer(8, 8, List.of(), identity, new Timings(0, 0, 1, 1)));
  }

  private static ModelIdentity identity(RolloutChanged rollout) {
    return new ModelIdentity(
        rollout.model(),
        rollout.generation(),
        rollout.checkpointId(),
        "tiny",
        List.of("hat"),
        OptionalDouble.empty(),
        Optional.empty());
  }

  private Submission submission() {
    return new Submission(new byte[] {1}, RequestSource.HTTP, Optional.empty(), champion);
  }

  private static Request request(String key) {
    return new Request(Instant.EPOCH, key, Optional.empty());
  }

  private RolloutProgress newest() {
    await().atMost(TIMEOUT).until(() -> !published.isEmpty());
    return published.get(published.size() - 1);
  }

  private double images(String outcome) {
    return registry.get(RolloutMetrics.IMAGES).tag("outcome", outcome).functionCounter().count();
  }
}

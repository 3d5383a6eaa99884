package io.boxstream.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.events.consume.Backoff;
import io.boxstream.testbed.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExtraModelsTest {
  private final Chains chains = new Chains();
  private final ModelHolder primary = new ModelHolder("detector", Runnable::run);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final MovableClock clock = new MovableClock(Instant.EPOCH);
  private ExtraModels models;

  @AfterEach
  void stop() throws InterruptedException {
    chains.open.countDown();
    models.close();
    primary.close();
  }

  @Test
  void loadsAModelAtItsFirstRequestAndOnce() throws Exception {
    // Given a loader that is busy until three have asked
    chains.promote("hats", 3, 100);
    start(1000, "hats");
    chains.open = new CountDownLatch(1);

    // When
    CompletableFuture<ModelUse> first = models.use("hats");
    await().until(() -> state("hats") == ModelState.LOADING);
    CompletableFuture<ModelUse> second = models.use("hats");
    CompletableFuture<ModelUse> third = models.use("hats");
    chains.open.countDown();

    // Then
    assertThat(use(first).model().identity())
        .get()
        .extracting(ModelIdentity::generation)
        .isEqualTo(3L);
    assertThat(use(second).model()).isSameAs(use(third).model());
    assertThat(chains.loaded).containsExactly("hats");
    assertThat(status("hats").bytes()).hasValue(100);
    assertThat(models.use("hats")).isDone();
  }

  @Test
  void unloadsWhatHasNotBeenUsedForLongest() throws Exception {
    // Given room for the primary model and two more, of which the first was used last
    primary.install(chains.model("detector", 1, 400));
    for (String name : List.of("a", "b", "c")) {
      chains.promote(name, 1, 300);
    }
    start(1000, "a", "b", "c");
    use(models.use("a")).close();
    use(models.use("b")).close();
    use(models.use("a")).close();

    // When
    use(models.use("c")).close();

    // Then
    assertThat(state("a")).isEqualTo(ModelState.LOADED);
    assertThat(state("b")).isEqualTo(ModelState.UNLOADED);
    assertThat(state("c")).isEqualTo(ModelState.LOADED);
    assertThat(chains.detectors.get("b").isClosed()).isTrue();
    assertThat(chains.detectors.get("a").isClosed()).isFalse();
    assertThat(primary.identity()).isPresent();
    assertThat(meters.get(ModelMetrics.UNLOADS).tag("model", "b").counter().count()).isEqualTo(1);

    // When it is asked for again
    use(models.use("b")).close();

    // Then it is loaded again, in the place of the other
    assertThat(state("a")).isEqualTo(ModelState.UNLOADED);
    assertThat(state("b")).isEqualTo(ModelState.LOADED);
  }

  @Test
  void waitsForTheEndOfAUseBeforeItUnloads() throws Exception {
    // Given a model that is in use, and room for one
    chains.promote("a", 1, 300);
    chains.promote("b", 1, 300);
    start(500, "a", "b");
    ModelUse held = use(models.use("a"));

    // When another is asked for
    CompletableFuture<ModelUse> other = models.use("b");
    await().until(() -> chains.asked.contains("b"));

    // Then it is loaded when the first is free
    assertThat(other).isNotDone();
    assertThat(chains.detectors.get("a").isClosed()).isFalse();
    held.close();
    assertThat(use(other).model().name()).isEqualTo("b");
    assertThat(chains.detectors.get("a").isClosed()).isTrue();
    assertThat(chains.detectors.get("a").wasAbused()).isFalse();
  }

  @Test
  void aBorrowedModelIsNotUnloadedEither() throws Exception {
    // Given a model that nobody asked for, but that is borrowed
    chains.promote("a", 1, 300);
    chains.promote("b", 1, 300);
    start(500, "a", "b");
    ModelUse use = use(models.use("a"));
    ModelLease lease = use.model().lease().orElseThrow();
    use.close();

    // When another is asked for, and waits in vain
    CompletableFuture<ModelUse> other = models.use("b");
    await().until(() -> chains.asked.contains("b"));
    clock.advance(Duration.ofMinutes(1));
    use(models.use("a")).close();

    // Then
    assertThatThrownBy(() -> use(other)).hasMessageContaining("taken by others that are in use");
    assertThat(chains.detectors.get("a").isClosed()).isFalse();
    assertThat(state("a")).isEqualTo(ModelState.LOADED);
    lease.close();
  }

  @Test
  void refusesWhatDoesNotFitBesideThePrimaryModel() {
    // Given
    primary.install(chains.model("detector", 1, 600_000_000));
    chains.promote("large", 1, 500_000_000);
    start(1_000_000_000, "large");

    // When, then
    assertThatThrownBy(() -> use(models.use("large")))
        .isInstanceOf(ModelUnavailableException.class)
        .hasMessage(
            "model large cannot be loaded: it takes 500 MB, and of the 1000 MB for models the"
                + " primary one leaves 400 (boxstream.inference.models-memory)");
    assertThat(chains.loaded).isEmpty();
  }

  @Test
  void aChallengerTakesTheMemoryOfModelsThatAreNotInUse() throws Exception {
    // Given
    primary.install(chains.model("detector", 1, 400_000_000));
    chains.promote("a", 1, 300_000_000);
    start(1_000_000_000, "a");
    use(models.use("a")).close();

    // When
    MemoryReservation challenger = models.reserve(400_000_000).get(10, TimeUnit.SECONDS);

    // Then the model is unloaded, and comes back when the challenger is gone
    assertThat(chains.detectors.get("a").isClosed()).isTrue();
    assertThatThrownBy(() -> use(models.use("a")))
        .hasMessageContaining(
            "the primary one and the challenger of its rollout leave 200"
                + " (boxstream.inference.models-memory)");
    challenger.close();
    challenger.close();
    clock.advance(Duration.ofSeconds(2));
    assertThat(use(models.use("a")).model().identity()).isPresent();
  }

  @Test
  void aChallengerWaitsForModelsInUseAndIsRefusedWhenTheyStayInUse() throws Exception {
    // Given
    chains.promote("a", 1, 300);
    start(500, "a");
    ModelUse held = use(models.use("a"));

    // When it waits, and the model is free in time
    CompletableFuture<MemoryReservation> first = models.reserve(300);
    assertThat(first).isNotDone();
    held.close();

    // Then
    first.get(10, TimeUnit.SECONDS).close();
    assertThat(chains.detectors.get("a").isClosed()).isTrue();

    // When the model stays in use
    ModelUse kept = use(models.use("a"));
    CompletableFuture<MemoryReservation> second = models.reserve(300);
    clock.advance(Duration.ofMinutes(1));

    // Then
    assertThatThrownBy(() -> second.get(10, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(ModelLoadException.class)
        .hasMessageContaining("taken by others that are in use; raise");
    assertThat(chains.detectors.get("a").isClosed()).isFalse();
    kept.close();
  }

  @Test
  void aChallengerThatDoesNotFitIsRefusedWithWhatToDo() {
    primary.install(chains.model("detector", 1, 600_000_000));
    start(1_000_000_000);

    CompletableFuture<MemoryReservation> challenger = models.reserve(500_000_000);

    assertThatThrownBy(() -> challenger.get(10, TimeUnit.SECONDS))
        .hasRootCauseMessage(
            "it takes 500 MB beside the champion, which leaves 400 of the 1000 MB for models; set"
                + " boxstream.inference.models-memory to at least 1050M or roll out a smaller"
                + " network");
  }

  @Test
  void aModelThatCannotBeLoadedIsTriedAgainLaterAndNotAtEveryRequest() throws Exception {
    // Given
    chains.promote("broken", 1, 100);
    chains.broken.add("broken");
    start(1000, "broken");

    // When
    assertThatThrownBy(() -> use(models.use("broken"))).hasMessageContaining("damaged parameters");
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> use(models.use("broken")))
          .isInstanceOf(ModelUnavailableException.class);
    }

    // Then it was tried once, and is tried again after the delay
    assertThat(chains.asked).containsExactly("broken");
    assertThat(status("broken").failure()).get().extracting(LoadFailure::attempts).isEqualTo(1);
    chains.broken.clear();
    clock.advance(Duration.ofSeconds(2));
    assertThat(use(models.use("broken")).model().identity()).isPresent();
    assertThat(status("broken").failure()).isEmpty();
  }

  @Test
  void saysThatNothingWasPromotedYet() {
    start(1000, "new");

    assertThatThrownBy(() -> use(models.use("new")))
        .hasMessage("model new cannot be loaded: none of its checkpoints has been promoted");
  }

  @Test
  void followsThePromotionsOfALoadedModel() throws Exception {
    // Given
    chains.promote("hats", 1, 100);
    start(1000, "hats");
    ModelUse use = use(models.use("hats"));
    FakeDetector before = chains.detectors.get("hats");
    ModelLease lease = use.model().lease().orElseThrow();

    // When
    chains.promote("hats", 2, 150);
    models.checkNow("hats");

    // Then the old one is closed when its last lease is returned
    await().until(() -> generation("hats") == 2);
    assertThat(before.isClosed()).isFalse();
    lease.close();
    assertThat(before.isClosed()).isTrue();
    assertThat(status("hats").bytes()).hasValue(150);
  }

  @Test
  void aPromotionThatCannotBeLoadedLeavesTheModelThatServes() throws Exception {
    // Given
    chains.promote("hats", 1, 100);
    start(1000, "hats");
    use(models.use("hats")).close();

    // When
    chains.promote("hats", 2, 100);
    chains.broken.add("hats");
    models.checkNow("hats");

    // Then
    await().until(() -> status("hats").failure().isPresent());
    assertThat(use(models.use("hats")).model().identity())
        .get()
        .extracting(ModelIdentity::generation)
        .isEqualTo(1L);
    assertThat(state("hats")).isEqualTo(ModelState.LOADED);
  }

  @Test
  void knowsANewModelWhenItIsPromoted() throws Exception {
    // Given every model
    chains.all = true;
    start(1000);
    CompletableFuture<ModelUse> early = models.use("new");

    // When
    chains.promote("new", 1, 100);
    models.checkNow("new");

    // Then
    assertThatThrownBy(() -> use(early))
        .isInstanceOf(UnknownModelException.class)
        .hasMessage("there is no model new; this service has detector");
    await().until(() -> models.statuses().size() == 1);
    assertThat(use(models.use("new")).model().identity()).isPresent();
  }

  @Test
  void whoGaveUpDoesNotKeepTheModelInUse() throws Exception {
    // Given one who waits no longer for a model
    chains.promote("a", 1, 300);
    chains.promote("b", 1, 300);
    start(500, "a", "b");
    chains.open = new CountDownLatch(1);
    CompletableFuture<ModelUse> given = models.use("a");
    given.completeExceptionally(new IllegalStateException("given up"));
    chains.open.countDown();
    await().until(() -> state("a") == ModelState.LOADED);

    // When, then it can be unloaded
    assertThat(use(models.use("b")).model().name()).isEqualTo("b");
  }

  @Test
  void closingTellsThoseWhoWait() throws Exception {
    // Given
    chains.promote("a", 1, 300);
    chains.promote("b", 1, 300);
    start(500, "a", "b");
    ModelUse held = use(models.use("a"));
    CompletableFuture<ModelUse> waiting = models.use("b");
    await().until(() -> chains.asked.contains("b"));

    // When
    models.close();

    // Then
    assertThatThrownBy(() -> use(waiting)).hasMessage("the service is stopping");
    assertThatThrownBy(() -> use(models.use("b"))).hasMessage("the service is stopping");
    held.close();
  }

  private void start(long memory, String... names) {
    chains.serve(names);
    models =
        ExtraModels.start(
            chains,
            primary,
            new ExtraSettings(
                memory,
                Duration.ofSeconds(30),
                new UpdateSettings(
                    Duration.ofHours(1),
                    new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)))),
            new ModelMetrics(meters, "detector"),
            clock);
  }

  private static ModelUse use(CompletableFuture<ModelUse> use) throws Exception {
    try {
      return use.get(10, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }

  private ModelStatus status(String name) {
    return models.statuses().stream()
        .filter(status -> status.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private ModelState state(String name) {
    return status(name).state();
  }

  private long generation(String name) {
    return status(name).identity().orElseThrow().generation();
  }

  /** Promotion chains in memory, with fake detectors. */
  static final class Chains implements ModelSources {
    private final Map<String, Promotion> promotions = new ConcurrentHashMap<>();
    private final Map<String, Long> bytes = new ConcurrentHashMap<>();
    private final Map<String, FakeDetector> detectors = new ConcurrentHashMap<>();
    private final List<String> broken = new CopyOnWriteArrayList<>();
    private final List<String> loaded = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    volatile CountDownLatch open = new CountDownLatch(0);
    private volatile boolean all;
    private volatile List<String> names = List.of();

    void serve(String... models) {
      names = List.of(models);
    }

    void promote(String model, int generation, long memory) {
      bytes.put(model, memory);
      promotions.put(
          model,
          Promotion.following(
              generation - 1,
              model,
              new CheckpointId("run", generation),
              new Promotion.Decision("better", "test", Optional.empty(), Instant.EPOCH),
              Optional.empty(),
              Optional.empty()));
    }

    LoadedModel model(String name, long generation, long memory) {
      FakeDetector detector = new FakeDetector(0.5f);
      detectors.put(name, detector);
      return new LoadedModel(
          new ModelIdentity(
              name,
              generation,
              "run-" + generation,
              "tiny",
              List.of("hat"),
              OptionalDouble.empty(),
              Optional.empty()),
          detector,
          memory);
    }

    @Override
    public List<String> fixed() {
      return names;
    }

    @Override
    public Collection<String> promoted() {
      return all ? new ArrayList<>(promotions.keySet()) : List.of();
    }

    @Override
    public boolean isEmpty() {
      return false;
    }

    @Override
    public boolean mayBeServed(String name) {
      return all || names.contains(name);
    }

    @Override
    public PromotionSource promotions(String model) {
      return () -> Optional.ofNullable(promotions.get(model));
    }

    @Override
    public ModelMemory memory(String model) {
      return promotion -> {
        asked.add(model);
        return bytes.get(model);
      };
    }

    @Override
    public ModelLoader loader(String model) {
      return promotion -> {
        try {
          open.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        if (broken.contains(model)) {
          throw new ModelLoadException("damaged parameters");
        }
        loaded.add(model);
        return model(model, promotion.generation(), bytes.get(model));
      };
    }
  }
}

package io.boxstream.inference.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.events.RolloutChanged;
import io.boxstream.events.RolloutKind;
import io.boxstream.events.RolloutState;
import io.boxstream.inference.model.FakeDetector;
import io.boxstream.inference.model.LoadedModel;
import io.boxstream.inference.model.MemoryReservation;
import io.boxstream.inference.model.ModelLoadException;
import io.boxstream.inference.model.ModelLoader;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StoredChallengersTest {
  private static final RolloutChanged ROLLOUT =
      new RolloutChanged(
          "detector",
          1,
          "id",
          "run-000002",
          1,
          RolloutKind.SHADOW,
          1,
          1.5,
          0.2,
          RolloutState.RUNNING,
          "try it",
          Instant.EPOCH);

  private final AtomicLong reserved = new AtomicLong();

  @Test
  void aChallengerKeepsItsMemoryUntilItIsClosed() {
    FakeDetector detector = new FakeDetector(0.5f);

    LoadedModel model = challengers(promotion -> FakeDetector.model(1, detector)).load(ROLLOUT);

    assertThat(reserved).hasValue(300);
    model.close();
    assertThat(reserved).hasValue(0);
    assertThat(detector.isClosed()).isTrue();
  }

  @Test
  void aChallengerThatCannotBeLoadedKeepsNone() {
    StoredChallengers challengers =
        challengers(
            promotion -> {
              throw new ModelLoadException("damaged parameters");
            });

    assertThatThrownBy(() -> challengers.load(ROLLOUT)).hasMessage("damaged parameters");
    assertThat(reserved).hasValue(0);
  }

  @Test
  void loadsNothingWithoutRoomAndSaysWhy() {
    StoredChallengers challengers =
        new StoredChallengers(
            new Artifacts(new InMemoryObjectStore()),
            promotion -> {
              throw new AssertionError("loaded");
            },
            promotion -> 300,
            bytes -> CompletableFuture.failedFuture(new ModelLoadException("it takes 300 MB")));

    assertThatThrownBy(() -> challengers.load(ROLLOUT))
        .isInstanceOf(ModelLoadException.class)
        .hasMessage("it takes 300 MB");
  }

  @Test
  void givesUpWhenTheServiceStops() {
    CompletableFuture<MemoryReservation> never = new CompletableFuture<>();
    StoredChallengers challengers =
        new StoredChallengers(
            new Artifacts(new InMemoryObjectStore()),
            promotion -> FakeDetector.model(1),
            promotion -> 300,
            bytes -> never);

    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> challengers.load(ROLLOUT)).hasMessage("the service is stopping");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(never).isCancelled();
  }

  private StoredChallengers challengers(ModelLoader loader) {
    return new StoredChallengers(
        new Artifacts(new InMemoryObjectStore()), loader, promotion -> 300, this::reserve);
  }

  private CompletableFuture<MemoryReservation> reserve(long bytes) {
    reserved.addAndGet(bytes);
    return CompletableFuture.completedFuture(
        new MemoryReservation(() -> reserved.addAndGet(-bytes)));
  }
}

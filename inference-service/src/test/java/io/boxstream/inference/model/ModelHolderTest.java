package io.boxstream.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ModelHolderTest {

  @Test
  void lendsNothingBeforeTheFirstModel() {
    ModelHolder holder = new ModelHolder("detector", Runnable::run);

    assertThat(holder.lease()).isEmpty();
    assertThat(holder.identity()).isEmpty();
  }

  @Test
  void closesTheOldModelOnlyWithItsLastLease() {
    // Given two leases on the first model
    FakeDetector old = new FakeDetector(0.1f);
    ModelHolder holder = new ModelHolder("detector", Runnable::run);
    holder.install(FakeDetector.model(1, old));
    ModelLease first = holder.lease().orElseThrow();
    ModelLease second = holder.lease().orElseThrow();

    // When the second model comes and the leases are returned one after the other, one of them
    // twice
    holder.install(FakeDetector.model(2));
    first.close();
    first.close();
    boolean closedEarly = old.isClosed();
    second.close();

    // Then the old model outlived all but the last
    assertThat(closedEarly).isFalse();
    assertThat(old.isClosed()).isTrue();
    assertThat(old.wasAbused()).isFalse();
  }

  @Test
  void whoReturnsTheLastLeaseDoesNotCloseTheModelItself() {
    // Given a lease on a model that was replaced
    FakeDetector old = new FakeDetector(0.1f);
    List<Runnable> closing = new ArrayList<>();
    ModelHolder holder = new ModelHolder("detector", closing::add);
    holder.install(FakeDetector.model(1, old));
    ModelLease lease = holder.lease().orElseThrow();
    holder.install(FakeDetector.model(2));

    // When
    lease.close();
    boolean closedByBorrower = old.isClosed();
    closing.forEach(Runnable::run);

    // Then
    assertThat(closedByBorrower).isFalse();
    assertThat(old.isClosed()).isTrue();
  }

  @Test
  void lendsTheNewModelAtOnceAndTheOldLeaseKeepsTheOldOne() {
    // Given
    ModelHolder holder = new ModelHolder("detector", Runnable::run);
    holder.install(FakeDetector.model(1));

    // When
    try (ModelLease before = holder.lease().orElseThrow()) {
      holder.install(FakeDetector.model(2));
      try (ModelLease after = holder.lease().orElseThrow()) {

        // Then
        assertThat(before.model().identity().generation()).isEqualTo(1);
        assertThat(after.model().identity().generation()).isEqualTo(2);
        assertThat(holder.identity()).contains(after.model().identity());
      }
    }
  }

  @Test
  void closesAModelThatComesTooLate() {
    // Given
    FakeDetector late = new FakeDetector(0.1f);
    ModelHolder holder = new ModelHolder("detector", Runnable::run);
    holder.close();

    // When
    boolean installed = holder.install(FakeDetector.model(1, late));

    // Then
    assertThat(installed).isFalse();
    assertThat(late.isClosed()).isTrue();
    assertThat(holder.lease()).isEmpty();
  }

  @Test
  void neverClosesAModelInUseHoweverOftenItIsSwapped() throws Exception {
    // Given four threads that borrow and detect as fast as they can
    List<FakeDetector> detectors = new ArrayList<>();
    ModelHolder holder = new ModelHolder("detector", Runnable::run);
    AtomicBoolean stop = new AtomicBoolean();
    holder.install(FakeDetector.model(1));
    ExecutorService borrowers = Executors.newFixedThreadPool(4);
    List<Future<Long>> served = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      served.add(borrowers.submit(() -> borrow(holder, stop)));
    }

    // When the model changes two thousand times
    for (int generation = 2; generation <= 2000; generation++) {
      FakeDetector detector = new FakeDetector(0.5f);
      detectors.add(detector);
      holder.install(FakeDetector.model(generation, detector));
    }
    stop.set(true);
    for (Future<Long> count : served) {
      assertThat(count.get(10, TimeUnit.SECONDS)).isPositive();
    }
    holder.close();
    borrowers.shutdown();

    // Then every one was closed, once, and never in use
    assertThat(detectors).allMatch(FakeDetector::isClosed).noneMatch(FakeDetector::wasAbused);
  }

  private static long borrow(ModelHolder holder, AtomicBoolean stop) {
    long count = 0;
    do {
      try (ModelLease lease = holder.lease().orElseThrow()) {
        lease.model().detector().detect(List.of());
        count++;
      }
    } while (!stop.get());
    return count;
  }

  @Test
  void unloadsOnlyWhatNobodyBorrows() {
    // Given
    ModelHolder holder = new ModelHolder("detector", Runnable::run);
    FakeDetector detector = new FakeDetector(0.5f);
    holder.install(FakeDetector.model(1, detector));
    ModelLease lease = holder.lease().orElseThrow();

    // When
    boolean borrowed = holder.unloadIfUnused();
    lease.close();
    boolean free = holder.unloadIfUnused();
    boolean empty = holder.unloadIfUnused();

    // Then, and another can take its place
    assertThat(borrowed).isFalse();
    assertThat(free).isTrue();
    assertThat(empty).isFalse();
    assertThat(detector.isClosed()).isTrue();
    assertThat(detector.wasAbused()).isFalse();
    assertThat(holder.identity()).isEmpty();
    assertThat(holder.install(FakeDetector.model(2))).isTrue();
    assertThat(holder.identity()).get().extracting(ModelIdentity::generation).isEqualTo(2L);
  }
}

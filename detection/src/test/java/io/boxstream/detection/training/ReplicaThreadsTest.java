package io.boxstream.detection.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.detection.engine.EngineRuntime;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ReplicaThreadsTest {
  @Test
  void allWorkAtTheSameTimeEachAlwaysOnItsOwnThread() {
    CyclicBarrier barrier = new CyclicBarrier(3);
    try (ReplicaThreads threads = threads(3)) {
      List<String> first = threads.onEach(replica -> meet(barrier));
      List<String> second = threads.onEach(replica -> meet(barrier));

      assertThat(first).doesNotHaveDuplicates().isEqualTo(second);
    }
  }

  @Test
  void aFailureIsThrownWhenTheOthersAreDone() {
    AtomicBoolean done = new AtomicBoolean();
    CyclicBarrier barrier = new CyclicBarrier(2);
    try (ReplicaThreads threads = threads(2)) {
      assertThatThrownBy(
              () ->
                  threads.run(
                      replica -> {
                        meet(barrier);
                        if (replica == 0) {
                          throw new IllegalStateException("no memory");
                        }
                        done.set(true);
                      }))
          .isInstanceOfSatisfying(
              ReplicaException.class, failure -> assertThat(failure.replica()).isZero())
          .hasMessageContaining("no memory");
    }
    assertThat(done).isTrue();
  }

  @Test
  void ofTwoFailuresTheFirstReplicasCountsAndTheOtherIsNotLost() {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    try (ReplicaThreads threads = threads(2)) {
      assertThatThrownBy(
              () ->
                  threads.run(
                      replica -> {
                        seen.add("replica " + replica);
                        throw new IllegalStateException("broken " + replica);
                      }))
          .hasMessageContaining("broken 0")
          .satisfies(failure -> assertThat(failure.getSuppressed()[0]).hasMessage("broken 1"));
    }
    assertThat(seen).hasSize(2);
  }

  private static ReplicaThreads threads(int count) {
    return new ReplicaThreads(new EngineRuntime().borrowThreads(count, 1));
  }

  private static String meet(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the other did not come", e);
    }
    return Thread.currentThread().getName();
  }
}

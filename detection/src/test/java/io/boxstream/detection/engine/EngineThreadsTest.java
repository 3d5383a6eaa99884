package io.boxstream.detection.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EngineThreadsTest {
  private final EngineThreadPool pool = new EngineThreadPool();

  @Test
  void idleThreadsAreReusedBeforeNewOnesAreStarted() {
    List<Thread> first;
    try (EngineThreads threads = borrow(2)) {
      first = all(threads);
    }

    try (EngineThreads threads = borrow(2)) {
      assertThat(all(threads)).isEqualTo(first);
    }
    assertThat(pool.size()).isEqualTo(2);
  }

  @Test
  void twoBorrowersNeverShareAThread() {
    try (EngineThreads one = borrow(2);
        EngineThreads other = borrow(2)) {
      assertThat(all(one)).doesNotContainAnyElementsOf(all(other)).doesNotHaveDuplicates();
    }
    assertThat(pool.size()).isEqualTo(4);
  }

  @Test
  void tasksOfOneThreadRunInOrder() {
    StringBuilder order = new StringBuilder();
    try (EngineThreads threads = borrow(1)) {
      for (int i = 0; i < 10; i++) {
        int task = i;
        threads.submit(0, () -> order.append(task));
      }
      threads.run(0, () -> order.append("."));
    }

    assertThat(order).hasToString("0123456789.");
  }

  @Test
  void aFailedTaskFailsItsCallerAndNotItsThread() {
    try (EngineThreads threads = borrow(1)) {
      List<Thread> before = all(threads);

      assertThatThrownBy(() -> threads.run(0, EngineThreadsTest::fail))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no such array");
      assertThatThrownBy(() -> threads.run(0, EngineThreadsTest::exhaust))
          .isInstanceOf(OutOfMemoryError.class);

      assertThat(all(threads)).isEqualTo(before);
    }
  }

  @Test
  void anInterruptNeitherEndsAThreadNorReachesTheNextTask() {
    try (EngineThreads threads = borrow(1)) {
      List<Thread> before = all(threads);
      before.get(0).interrupt();
      threads.run(0, () -> Thread.currentThread().interrupt());

      assertThat(threads.call(0, () -> Thread.currentThread().isInterrupted())).isFalse();
      assertThat(all(threads)).isEqualTo(before);
    }
  }

  @Test
  void anInterruptedCallerGetsItsResultAndStaysInterrupted() {
    try (EngineThreads threads = borrow(1)) {
      Thread.currentThread().interrupt();

      assertThat(threads.call(0, () -> 7)).isEqualTo(7);

      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aTaskMayCallItsOwnThreadAndBorrowOthers() {
    try (EngineThreads threads = borrow(1)) {
      int result =
          threads.call(
              0,
              () -> {
                try (EngineThreads others = borrow(1)) {
                  return threads.call(0, () -> 3) + others.call(0, () -> 4);
                }
              });

      assertThat(result).isEqualTo(7);
    }
  }

  @Test
  void tasksSubmittedBeforeTheReturnStillRunAndLaterOnesAreRejected() {
    CountDownLatch start = new CountDownLatch(1);
    EngineThreads threads = borrow(1);
    threads.submit(0, () -> await(start));
    CompletableFuture<Integer> last = threads.submit(0, () -> 5);

    threads.close();
    threads.close();
    start.countDown();

    assertThat(last.join()).isEqualTo(5);
    assertThatThrownBy(() -> threads.call(0, () -> 6))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    try (EngineThreads one = borrow(1);
        EngineThreads other = borrow(1)) {
      assertThat(all(one)).isNotEqualTo(all(other));
    }
  }

  @Test
  void threadsKeepNothingOfTheirFirstBorrower() {
    InheritableThreadLocal<String> request = new InheritableThreadLocal<>();
    request.set("of one request");
    try (EngineThreads threads = borrow(1)) {
      assertThat(threads.call(0, () -> String.valueOf(request.get()))).isEqualTo("null");
      assertThat(all(threads)).allMatch(Thread::isDaemon);
    } finally {
      request.remove();
    }
  }

  private EngineThreads borrow(int count) {
    return new EngineThreads(pool, count);
  }

  private static List<Thread> all(EngineThreads threads) {
    return IntStream.range(0, threads.count())
        .mapToObj(thread -> threads.call(thread, Thread::currentThread))
        .toList();
  }

  private static void fail() {
    throw new IllegalArgumentException("no such array");
  }

  private static void exhaust() {
    throw new OutOfMemoryError("thrown by a test");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

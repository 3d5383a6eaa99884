package io.boxstream.detection.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FirstUseTest {

  private final FirstUse forward = new FirstUse();

  @Test
  void runsAloneTheFirstTimeWhateverTheKind() {
    FirstUse backward = new FirstUse();
    AtomicInteger running = new AtomicInteger();
    AtomicInteger mostAtOnce = new AtomicInteger();
    Runnable work =
        () -> {
          mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
          Thread.yield();
          running.decrementAndGet();
        };

    for (int round = 0; round < 1000; round++) {
      FirstUse one = new FirstUse();
      FirstUse another = new FirstUse();
      CompletableFuture.allOf(
              CompletableFuture.runAsync(() -> one.run(work)),
              CompletableFuture.runAsync(() -> another.run(work)))
          .join();
    }

    assertThat(mostAtOnce).hasValue(1);
    assertThat(backward.<String>call(() -> "result")).isEqualTo("result");
  }

  @Test
  void runsAtTheSameTimeAfterwards() {
    forward.run(() -> {});
    CyclicBarrier together = new CyclicBarrier(2);

    List<CompletableFuture<Integer>> calls =
        IntStream.range(0, 2)
            .mapToObj(
                call -> CompletableFuture.supplyAsync(() -> forward.call(() -> meet(together, 30))))
            .toList();

    assertThat(calls).allSatisfy(call -> assertThat(call.join()).isBetween(0, 1));
  }

  @Test
  void isStillTheFirstTimeAfterAFailure() {
    FirstUse other = new FirstUse();
    assertThatThrownBy(
            () ->
                forward.run(
                    () -> {
                      throw new IllegalStateException("the engine failed");
                    }))
        .hasMessage("the engine failed");
    CyclicBarrier together = new CyclicBarrier(2);

    CompletableFuture<Void> first =
        CompletableFuture.runAsync(
            () -> forward.run(() -> assertThatThrownBy(() -> meet(together, 2)).isNotNull()));
    CompletableFuture<Void> second =
        CompletableFuture.runAsync(
            () -> other.run(() -> assertThatThrownBy(() -> meet(together, 2)).isNotNull()));

    assertThat(CompletableFuture.allOf(first, second)).succeedsWithin(10, TimeUnit.SECONDS);
  }

  private static int meet(CyclicBarrier barrier, int seconds) {
    try {
      return barrier.await(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }
}

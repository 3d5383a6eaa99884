package io.boxstream.detection.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final Duration STEP = Duration.ofMillis(30);

  @Test
  void restsThreeTimesAsLongAsAStepBesideOthers() {
    long start = System.nanoTime();

    long worked = Pace.BESIDE_OTHERS.step(PaceTest::work);

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(4 * worked);
  }

  @Test
  void anInterruptEndsTheRest() {
    Thread.currentThread().interrupt();

    String result = Pace.BESIDE_OTHERS.step(() -> "done");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result).isEqualTo("done");
  }

  /** Works for a while, and says for how many nanoseconds. */
  private static long work() {
    long start = System.nanoTime();
    while (System.nanoTime() - start < STEP.toNanos()) {
      LockSupport.parkNanos(STEP.toNanos());
    }
    return System.nanoTime() - start;
  }
}

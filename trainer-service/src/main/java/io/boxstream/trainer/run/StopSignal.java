package io.boxstream.trainer.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A one-time signal to stop; wakes waiting threads. Safe for several threads. */
public final class StopSignal {

  private final CountDownLatch raised = new CountDownLatch(1);

  /** Asks to stop. */
  public void raise() {
    raised.countDown();
  }

  /** Whether somebody asked. */
  public boolean isRaised() {
    return raised.getCount() == 0;
  }

  /**
   * Waits, but not past the signal.
   *
   * @return whether the signal is raised; an interrupt counts as one
   */
  public boolean await(Duration atMost) {
    try {
      return raised.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      raise();
      Thread.currentThread().interrupt();
      return true;
    }
  }
}

package io.boxstream.ingest.disk;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Whether a file's writes find room on their disk. */
final class DiskSpaceStatus {

  private final AtomicReference<IOException> failure = new AtomicReference<>();
  private final CountDownLatch givenUp = new CountDownLatch(1);

  /** A write succeeded. */
  void writeSucceeded() {
    failure.set(null);
  }

  /** A write failed; true where the one before did not. */
  boolean writeFailed(IOException cause) {
    return failure.getAndSet(cause) == null;
  }

  /** Why the newest write failed; empty where it did not. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure.get());
  }

  /** From now on a write that fails is not repeated. */
  void giveUp() {
    givenUp.countDown();
  }

  boolean isGivenUp() {
    return givenUp.getCount() == 0;
  }

  boolean awaitGivenUp(long time, TimeUnit unit) throws InterruptedException {
    return givenUp.await(time, unit);
  }
}

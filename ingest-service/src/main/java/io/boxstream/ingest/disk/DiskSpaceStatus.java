package io.boxstream.ingest.disk;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Tracks whether the writes of a file fail because the disk is full. */
final class DiskSpaceStatus {

  private final AtomicReference<IOException> failure = new AtomicReference<>();
  private final CountDownLatch givenUp = new CountDownLatch(1);

  /** Records a successful write. */
  void writeSucceeded() {
    failure.set(null);
  }

  /** Records a failed write; true if the previous write did not fail. */
  boolean writeFailed(IOException cause) {
    return failure.getAndSet(cause) == null;
  }

  /** The failure of the latest write; empty if it succeeded. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure.get());
  }

  /** Failed writes are not retried any more. */
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

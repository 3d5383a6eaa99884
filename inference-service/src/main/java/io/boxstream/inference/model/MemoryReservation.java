package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicBoolean;

/** Memory that is kept for a model until this is closed. Closing it twice has no effect. */
public final class MemoryReservation implements AutoCloseable {
  private final Runnable release;
  private final AtomicBoolean released = new AtomicBoolean();

  /**
   * @param release gives the memory back; called once
   */
  public MemoryReservation(Runnable release) {
    this.release = requireNonNull(release, "release");
  }

  @Override
  public void close() {
    if (released.compareAndSet(false, true)) {
      release.run();
    }
  }
}

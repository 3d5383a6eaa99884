package io.boxstream.rest.upload;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that bodies of requests share. */
final class BodyMemory {
  private static final int SHARES = 16;

  private final long mostOfOne;
  private final AtomicLong free;

  /**
   * @param bytes for all bodies
   */
  BodyMemory(long bytes) {
    this.mostOfOne = bytes / SHARES;
    this.free = new AtomicLong(bytes);
  }

  /** A part of the memory for one body, empty at first. */
  Share share() {
    return new Share();
  }

  /** What one body takes. Used by one thread at a time. */
  final class Share implements AutoCloseable {
    private long taken;

    private Share() {}

    /** Takes more bytes; returns false if there is no room for them. */
    boolean take(int bytes) {
      if (taken + bytes > mostOfOne) {
        return false;
      }
      if (free.addAndGet(-bytes) < 0) {
        free.addAndGet(bytes);
        return false;
      }
      taken += bytes;
      return true;
    }

    @Override
    public void close() {
      free.addAndGet(taken);
      taken = 0;
    }
  }
}

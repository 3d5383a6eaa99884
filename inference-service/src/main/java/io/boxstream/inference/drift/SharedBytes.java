package io.boxstream.inference.drift;

/** Memory that the windows of all models share. Used by one thread. */
final class SharedBytes {
  private final long most;
  private long used;

  /**
   * @param most bytes of all together
   */
  SharedBytes(long most) {
    this.most = most;
  }

  /** More bytes are used, or, with a negative number, fewer. */
  void add(long bytes) {
    used += bytes;
  }

  /** Whether more are used than there are. */
  boolean isOver() {
    return used > most;
  }
}

package io.boxstream.events.consume;

import java.util.Set;

/** Stores the position of the reader in each partition of a topic. */
public interface PositionStore {

  /** Called before the positions are read: at the start, and after each read failure. */
  default void begin() {}

  /**
   * The offset of the first record of a partition that is not handled yet; 0 if no record is
   * handled.
   */
  long position(int partition);

  /**
   * The offset of the first record from a position on that must be read, which is the position
   * itself unless records are known already: those that this process has written and handled.
   * Called when all records before the position are handled.
   */
  default long firstUnknown(int partition, long position) {
    return position;
  }

  /** Whether this process is writing records that it need not read, so that reading can wait. */
  default boolean isWriting() {
    return false;
  }

  /**
   * Called when the positions of these partitions are out of range: the topic was created again or
   * truncated. Everything that was read from it must be read again.
   */
  void lost(Set<Integer> partitions);
}

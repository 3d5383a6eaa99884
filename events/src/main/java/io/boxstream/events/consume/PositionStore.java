package io.boxstream.events.consume;

import java.util.Set;

/** Keeps how far the partitions of a topic are handled. */
public interface PositionStore {

  /** Called before positions are asked for: at the start, and after each failure of reading. */
  default void begin() {}

  /** The offset of the first record of a partition that is not handled yet; 0 if none is. */
  long position(int partition);

  /**
   * Called when the log does not reach back, or forward, to the positions of these partitions: it
   * is another log than before, or was cut. What was taken from it must be taken anew.
   */
  void lost(Set<Integer> partitions);
}

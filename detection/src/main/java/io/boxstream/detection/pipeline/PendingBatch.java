package io.boxstream.detection.pipeline;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * A batch that is being prepared. Guarded by the pipeline's lock, except for the memory that
 * workers fill.
 */
final class PendingBatch {

  private final BatchMemory memory;
  private final Queue<BatchPlace> open;
  private int unfinished;
  private ImageFailedException failure;
  private int failedSlot = Integer.MAX_VALUE;

  PendingBatch(BatchMemory memory, List<BatchPlace> places) {
    this.memory = memory;
    this.open = new ArrayDeque<>(places);
    this.unfinished = places.size();
  }

  BatchMemory memory() {
    return memory;
  }

  /** The next place that no worker has taken, or null. */
  BatchPlace take() {
    return open.poll();
  }

  void finished() {
    unfinished--;
  }

  /**
   * Records a failure. Of several failures, the one at the lowest place is reported, so that the
   * result does not depend on timing.
   */
  void failed(int slot, ImageFailedException exception) {
    unfinished--;
    if (slot < failedSlot) {
      failedSlot = slot;
      failure = exception;
    }
  }

  boolean isComplete() {
    return unfinished == 0;
  }

  TrainingBatch result() {
    if (failure != null) {
      throw failure;
    }
    String[] ids = memory.imageIds();
    return new TrainingBatch(
        memory.pixels().duplicate(),
        ids.length,
        memory.classTargets(),
        memory.boxTargets(),
        List.of(ids));
  }
}

package io.boxstream.detection.pipeline;

import java.util.ArrayList;
import java.util.List;

/** Iterates over an {@link EpochOrder} and caches the permutation of the current epoch. */
final class EpochCursor {

  private final EpochOrder order;
  private long position;
  private long epoch;
  private int[] permutation;

  EpochCursor(EpochOrder order, long position) {
    this.order = order;
    this.position = position;
    this.epoch = order.epochOf(position);
    this.permutation = order.permutation(epoch);
  }

  /** The next places of the stream, as a batch. */
  List<BatchPlace> next(int batchSize) {
    List<BatchPlace> places = new ArrayList<>(batchSize);
    for (int slot = 0; slot < batchSize; slot++, position++) {
      if (order.epochOf(position) != epoch) {
        epoch = order.epochOf(position);
        permutation = order.permutation(epoch);
      }
      int index = permutation[(int) (position % permutation.length)];
      places.add(new BatchPlace(slot, index, epoch));
    }
    return places;
  }
}

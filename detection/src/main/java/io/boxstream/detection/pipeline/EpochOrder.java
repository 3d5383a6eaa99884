package io.boxstream.detection.pipeline;

import java.util.SplittableRandom;

/**
 * The order of the images in training. Every epoch is a permutation of all images, drawn from
 * (seed, epoch), and epochs follow each other without a gap. Step s of batch size B takes positions
 * s·B to (s+1)·B - 1 of that endless stream, so a batch may span two epochs (the reference's
 * "rollover") and a run can start at any step.
 */
public final class EpochOrder {

  private final int size;
  private final long seed;

  /**
   * @param size images per epoch
   * @param seed the run's seed
   */
  public EpochOrder(int size, long seed) {
    if (size < 1) {
      throw new IllegalArgumentException("no images to order: " + size);
    }
    this.size = size;
    this.seed = seed;
  }

  /** The epoch, from 0, that a position of the stream belongs to. */
  public long epochOf(long position) {
    return position / size;
  }

  /** The number of full batches in a number of epochs; an incomplete last batch is dropped. */
  public long steps(int epochs, int batchSize) {
    return (long) size * epochs / batchSize;
  }

  /** The image indices of an epoch, in order. */
  public int[] permutation(long epoch) {
    SplittableRandom random = new SplittableRandom(Seeds.mix(seed, epoch));
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}

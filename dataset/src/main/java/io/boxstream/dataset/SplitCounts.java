package io.boxstream.dataset;

import io.boxstream.events.Split;

/** A count for each split. */
public record SplitCounts(int train, int val, int test) {
  /** Zero in every split. */
  public static final SplitCounts ZERO = new SplitCounts(0, 0, 0);

  public SplitCounts {
    if (train < 0 || val < 0 || test < 0) {
      throw new IllegalArgumentException(
          "counts must not be negative: " + train + ", " + val + ", " + test);
    }
  }

  /** The count of one split. */
  public int of(Split split) {
    return switch (split) {
      case TRAIN -> train;
      case VAL -> val;
      case TEST -> test;
    };
  }

  /** The sum over all splits. */
  public int total() {
    return train + val + test;
  }

  SplitCounts plus(Split split, int number) {
    return switch (split) {
      case TRAIN -> new SplitCounts(train + number, val, test);
      case VAL -> new SplitCounts(train, val + number, test);
      case TEST -> new SplitCounts(train, val, test + number);
    };
  }
}

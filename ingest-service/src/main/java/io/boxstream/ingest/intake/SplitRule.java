package io.boxstream.ingest.intake;

import io.boxstream.events.Split;

/**
 * The split of an image that is in no list, in a data set with images in every split: 70 % train,
 * 15 % validation, 15 % test, by the first 32 bits of its id. The id is the hash of the image's
 * bytes, so the split is reproducible and does not depend on labels, names or order.
 */
public final class SplitRule {

  private static final double RANGE = 0x1p32;
  private static final double TRAIN = 0.70;
  private static final double TRAIN_AND_VAL = 0.85;

  private SplitRule() {}

  /**
   * The split of an image.
   *
   * @param id SHA-256 in hexadecimal digits
   */
  public static Split of(String id) {
    double position = Long.parseLong(id.substring(0, 8), 16) / RANGE;
    if (position < TRAIN) {
      return Split.TRAIN;
    }
    return position < TRAIN_AND_VAL ? Split.VAL : Split.TEST;
  }
}

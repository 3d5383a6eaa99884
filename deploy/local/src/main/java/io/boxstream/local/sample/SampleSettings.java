package io.boxstream.local.sample;

/**
 * What the sample data set holds.
 *
 * @param train images to train on
 * @param val images to validate on
 * @param test images that are held out
 * @param seed from which everything is drawn
 */
public record SampleSettings(int train, int val, int test, long seed) {

  public SampleSettings {
    requireCount(train, "train");
    requireCount(val, "val");
    requireCount(test, "test");
  }

  /** What the local run uses when it is not given data: enough to learn from in minutes. */
  public static SampleSettings standard() {
    return new SampleSettings(320, 60, 60, 20_260_701L);
  }

  /** All images together. */
  public int images() {
    return train + val + test;
  }

  private static void requireCount(int count, String name) {
    if (count < 1 || count > 100_000) {
      throw new IllegalArgumentException(name + " is not between 1 and 100000: " + count);
    }
  }
}

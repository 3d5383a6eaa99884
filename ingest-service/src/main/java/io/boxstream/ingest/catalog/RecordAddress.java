package io.boxstream.ingest.catalog;

/**
 * Where a record lies on the topic of labelled images.
 *
 * @param partition from 0 to 32767
 * @param offset from 0 to 2^48 - 1
 */
public record RecordAddress(int partition, long offset) {

  private static final int OFFSET_BITS = 48;
  private static final long OFFSET_MASK = (1L << OFFSET_BITS) - 1;

  /** Validates the ranges. */
  public RecordAddress {
    if (partition < 0 || partition > Short.MAX_VALUE || offset < 0 || offset > OFFSET_MASK) {
      throw new IllegalArgumentException("partition " + partition + ", offset " + offset);
    }
  }

  /** Partition and offset in one number, not negative. */
  long packed() {
    return (long) partition << OFFSET_BITS | offset;
  }

  static RecordAddress unpacked(long packed) {
    return new RecordAddress((int) (packed >> OFFSET_BITS), packed & OFFSET_MASK);
  }
}

package io.boxstream.images;

/**
 * How many bytes LZW data unpack to (TIFF 6.0 section 13): the table holds lengths, not strings.
 */
final class LzwLength {

  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int FIRST_FREE = 258;
  private static final int MIN_BITS = 9;
  private static final int MAX_BITS = 12;

  private final byte[] data;
  private final long endBit;
  private long bit;
  private int bits = MIN_BITS;
  private int free = FIRST_FREE;
  private final int[] lengths = new int[1 << MAX_BITS];

  LzwLength(byte[] data, int from, int end) {
    this.data = data;
    this.bit = 8L * from;
    this.endBit = 8L * end;
  }

  /**
   * Unpacks until there is enough.
   *
   * @throws TruncatedImageException if the data are not LZW
   */
  long unpacked(long enough) {
    long total = 0;
    int previous = 0;
    while (total < enough && bit + bits <= endBit) {
      int code = next();
      if (code == END) {
        break;
      }
      if (code == CLEAR) {
        bits = MIN_BITS;
        free = FIRST_FREE;
        previous = 0;
        continue;
      }
      int length = length(code, previous);
      total += length;
      if (previous != 0) {
        add(previous + 1);
      }
      previous = length;
    }
    return total;
  }

  private int length(int code, int previous) {
    if (code < CLEAR) {
      return 1;
    }
    if (code < free) {
      return lengths[code];
    }
    if (code == free && previous != 0) {
      return previous + 1;
    }
    throw new TruncatedImageException("the TIFF's LZW data are damaged");
  }

  /** Codes grow one early: before the table is full. */
  private void add(int length) {
    if (free < lengths.length) {
      lengths[free++] = length;
    }
    if (free >= (1 << bits) - 1 && bits < MAX_BITS) {
      bits++;
    }
  }

  private int next() {
    int code = 0;
    for (int i = 0; i < bits; i++, bit++) {
      code = code << 1 | data[(int) (bit >> 3)] >> (7 - (int) (bit & 7)) & 1;
    }
    return code;
  }
}

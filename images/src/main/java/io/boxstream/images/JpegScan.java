package io.boxstream.images;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The entropy-coded data of a sequential JPEG, of which blocks are read and not kept (ITU T.81
 * annex F). Stricter than decoders: data that they would pass over are an error here.
 */
final class JpegScan {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final int COEFFICIENTS = 64;

  /** A code has at most 16 bits and a coefficient 11. */
  private static final int ENOUGH_BITS = 32;

  private static final int FIRST_RESTART = 0xd0;
  private static final int END_OF_IMAGE = 0xd9;

  /** Far outside what samples of 8 bits give, and far from an overflow in a decoder. */
  private static final int MAX_DC = Short.MAX_VALUE;

  private final byte[] bytes;
  private final JpegHuffmanTable[] dcTables;
  private final JpegHuffmanTable[] acTables;
  private final int[] dcPredictions;
  private int at;

  /** The next bits, from the highest on; zeros follow them. */
  private long window;

  private int available;

  /**
   * @param at where the data begin
   * @param dcTables by component
   * @param acTables by component
   */
  JpegScan(byte[] bytes, int at, JpegHuffmanTable[] dcTables, JpegHuffmanTable[] acTables) {
    this.bytes = bytes;
    this.at = at;
    this.dcTables = dcTables;
    this.acTables = acTables;
    this.dcPredictions = new int[dcTables.length];
  }

  /** Reads a block; false if it is damaged or the data end in it. */
  boolean readBlock(int component) {
    return readDc(component) && readAc(acTables[component]);
  }

  /** The DC coefficient of the block of a component that was read last, not yet multiplied. */
  int dc(int component) {
    return dcPredictions[component];
  }

  /** Reads the marker of a restart, of which there are eight in turn; false if it is not next. */
  boolean readRestart(int number) {
    if (!endsAt(FIRST_RESTART + number)) {
      return false;
    }
    at += 2;
    window = 0;
    available = 0;
    Arrays.fill(dcPredictions, 0);
    return true;
  }

  /** Whether all data are read and the end of the image, and of the file, is next. */
  boolean isAtEnd() {
    return endsAt(END_OF_IMAGE) && at + 2 == bytes.length;
  }

  private boolean readDc(int component) {
    fill();
    int entry = dcTables[component].find(window);
    if (entry == JpegHuffmanTable.NO_CODE) {
      return false;
    }
    skip(JpegHuffmanTable.bits(entry));
    int category = JpegHuffmanTable.step(entry);
    if (category > 0) {
      int value = (int) (window >>> Long.SIZE - category);
      boolean negative = window >= 0;
      dcPredictions[component] += negative ? value + 1 - (1 << category) : value;
      skip(category);
    }
    return available >= 0 && Math.abs(dcPredictions[component]) <= MAX_DC;
  }

  private void skip(int bits) {
    window <<= bits;
    available -= bits;
  }

  /** The state is in local variables, which are faster than fields. */
  private boolean readAc(JpegHuffmanTable table) {
    long bits = window;
    int left = available;
    int coefficient = 1;
    while (coefficient < COEFFICIENTS) {
      if (left < ENOUGH_BITS) {
        window = bits;
        available = left;
        fill();
        bits = window;
        left = available;
      }
      int entry = table.findSeries(bits);
      int next = coefficient + JpegHuffmanTable.step(entry);
      if (next >= COEFFICIENTS && !isEnd(next)) {
        // The last codes of the series belong to the next block.
        entry = table.find(bits);
        next = coefficient + JpegHuffmanTable.step(entry);
      }
      if (entry == JpegHuffmanTable.NO_CODE) {
        return false;
      }
      int length = JpegHuffmanTable.bits(entry);
      bits <<= length;
      left -= length;
      if (left < 0) {
        return false;
      }
      coefficient = next;
    }
    window = bits;
    available = left;
    return isEnd(coefficient);
  }

  /** Whether a block ends here, with its last coefficient or with the code for its end. */
  private static boolean isEnd(int coefficient) {
    int before = coefficient - JpegHuffmanTable.END_OF_BLOCK;
    return coefficient == COEFFICIENTS || before >= 0 && before < COEFFICIENTS;
  }

  /** Whether less than a byte is left before the marker. */
  private boolean endsAt(int marker) {
    fill();
    return available < Byte.SIZE
        && at + 2 <= bytes.length
        && bytes[at] == (byte) 0xff
        && bytes[at + 1] == (byte) marker;
  }

  /** Gets enough bits, or those before the next marker. */
  private void fill() {
    if (available <= Integer.SIZE && at + Integer.BYTES <= bytes.length) {
      int next = (int) INT.get(bytes, at);
      boolean noByteOfOnes = (~next - 0x01010101 & next & 0x80808080) == 0;
      if (noByteOfOnes) {
        window |= Integer.toUnsignedLong(next) << Integer.SIZE - available;
        available += Integer.SIZE;
        at += Integer.BYTES;
        return;
      }
    }
    while (available <= Long.SIZE - Byte.SIZE && at + 1 < bytes.length) {
      boolean ones = bytes[at] == (byte) 0xff;
      if (ones && bytes[at + 1] != 0) {
        return;
      }
      window |= (bytes[at] & 0xffL) << Long.SIZE - Byte.SIZE - available;
      available += Byte.SIZE;
      // A zero follows a data byte of ones.
      at += ones ? 2 : 1;
    }
  }
}

package io.boxstream.images;

import java.util.Arrays;
import java.util.Optional;

/**
 * A Huffman table of a sequential JPEG with 8 bits per sample (ITU T.81 annexes C and F). A code is
 * found with one lookup if it has at most twelve bits, as nearly all have.
 */
final class JpegHuffmanTable {

  /** No code starts with these bits, or the code means nothing in such a JPEG. */
  static final int NO_CODE = -1;

  /** The step of the code that ends a block; no series of coefficients has as many. */
  static final int END_OF_BLOCK = 256;

  private static final int LONGEST = 16;
  private static final int LOOKUP_BITS = 12;
  private static final int LONGER_CODE = 0;
  private static final int MAX_SYMBOLS = 256;
  private static final int MAX_DC_CATEGORY = 11;
  private static final int MAX_AC_CATEGORY = 10;
  private static final int END_OF_BLOCK_SYMBOL = 0x00;
  private static final int SIXTEEN_ZEROS_SYMBOL = 0xf0;

  private final int[] lookup = new int[1 << LOOKUP_BITS];

  /** As the lookup, but one entry for all codes that are whole in these bits; null for DC. */
  private final int[] series;

  /** By length: the end of the codes up to this length, as 16 bits. */
  private final int[] ends = new int[LONGEST + 1];

  /** By length: what makes a code an index of {@link #entries}. */
  private final int[] offsets = new int[LONGEST + 1];

  private final int[] entries;

  private JpegHuffmanTable(int symbols, boolean dc) {
    this.entries = new int[symbols];
    this.series = dc ? null : new int[lookup.length];
  }

  /**
   * Reads a table of DC categories. An entry's step is the category.
   *
   * @param at where the numbers of codes by length begin; the symbols follow them
   */
  static Optional<JpegHuffmanTable> dc(byte[] bytes, int at) {
    return read(bytes, at, true);
  }

  /**
   * Reads a table of AC run lengths and categories. An entry's step is the number of coefficients
   * that it takes up, and its bits include those of the coefficient.
   *
   * @param at where the numbers of codes by length begin; the symbols follow them
   */
  static Optional<JpegHuffmanTable> ac(byte[] bytes, int at) {
    return read(bytes, at, false);
  }

  /** The symbols of the table that begins here; -1 if there are more than a table can have. */
  static int symbols(byte[] bytes, int at) {
    int symbols = 0;
    for (int length = 1; length <= LONGEST; length++) {
      symbols += bytes[at + length - 1] & 0xff;
    }
    return symbols <= MAX_SYMBOLS ? symbols : -1;
  }

  /** The length of a table with so many symbols. */
  static int length(int symbols) {
    return LONGEST + symbols;
  }

  /** The entry of the code with which these bits begin, or {@link #NO_CODE}. */
  int find(long bits) {
    int entry = lookup[(int) (bits >>> Long.SIZE - LOOKUP_BITS)];
    return entry == LONGER_CODE ? findLonger((int) (bits >>> Long.SIZE - LONGEST)) : entry;
  }

  /**
   * As {@link #find}, but the entry may stand for several coefficients, and for the end of the
   * block after them.
   */
  int findSeries(long bits) {
    int entry = series[(int) (bits >>> Long.SIZE - LOOKUP_BITS)];
    return entry == LONGER_CODE ? findLonger((int) (bits >>> Long.SIZE - LONGEST)) : entry;
  }

  /** The bits that an entry takes. */
  static int bits(int entry) {
    return entry & 0xff;
  }

  static int step(int entry) {
    return entry >> 8;
  }

  private int findLonger(int bits) {
    for (int length = LOOKUP_BITS + 1; length <= LONGEST; length++) {
      if (bits < ends[length]) {
        return entries[offsets[length] + (bits >> LONGEST - length)];
      }
    }
    return NO_CODE;
  }

  private static Optional<JpegHuffmanTable> read(byte[] bytes, int at, boolean dc) {
    JpegHuffmanTable table = new JpegHuffmanTable(symbols(bytes, at), dc);
    int code = 0;
    int index = 0;
    for (int length = 1; length <= LONGEST; length++) {
      int count = bytes[at + length - 1] & 0xff;
      if (code + count >= 1 << length) {
        // More codes than there are; no code consists of ones only.
        return Optional.empty();
      }
      table.offsets[length] = index - code;
      for (int i = 0; i < count; i++) {
        int symbol = bytes[at + LONGEST + index] & 0xff;
        if (dc && symbol > MAX_DC_CATEGORY) {
          return Optional.empty();
        }
        table.entries[index++] = dc ? symbol << 8 | length : acEntry(symbol, length);
      }
      table.ends[length] = code + count << LONGEST - length;
      table.fillLookup(length, code, count);
      code = code + count << 1;
    }
    if (!dc) {
      table.fillSeries();
    }
    return Optional.of(table);
  }

  private void fillSeries() {
    for (int i = 0; i < lookup.length; i++) {
      int entry = lookup[i];
      int next = entry;
      while (next > LONGER_CODE && step(next) != END_OF_BLOCK) {
        next = lookup[i << bits(entry) & lookup.length - 1];
        if (next <= LONGER_CODE || bits(entry) + bits(next) > LOOKUP_BITS) {
          break;
        }
        entry += next;
      }
      series[i] = entry;
    }
  }

  private void fillLookup(int length, int code, int count) {
    int unused = LOOKUP_BITS - length;
    for (int i = code; unused >= 0 && i < code + count; i++) {
      Arrays.fill(lookup, i << unused, i + 1 << unused, entries[offsets[length] + i]);
    }
  }

  private static int acEntry(int symbol, int length) {
    if (symbol == END_OF_BLOCK_SYMBOL) {
      return END_OF_BLOCK << 8 | length;
    }
    int run = symbol >> 4;
    int category = symbol & 0xf;
    boolean known = category <= MAX_AC_CATEGORY && category > 0 || symbol == SIXTEEN_ZEROS_SYMBOL;
    return known ? run + 1 << 8 | length + category : NO_CODE;
  }
}

package io.boxstream.images;

import java.util.Arrays;
import java.util.Optional;

/**
 * A Huffman table of a sequential JPEG with 8 bits per sample (ITU T.81 annexes C and F). A code is
 * found with one lookup if it has at most eleven bits, as nearly all have.
 */
final class JpegHuffmanTable {

  /** No code starts with these bits, or the code means nothing in such a JPEG. */
  static final int NO_CODE = -1;

  /** The step of the code that ends a block. */
  static final int END_OF_BLOCK = 0;

  private static final int LONGEST = 16;
  private static final int LOOKUP_BITS = 11;
  private static final int LONGER_CODE = 0;
  private static final int MAX_SYMBOLS = 256;
  private static final int MAX_DC_CATEGORY = 11;
  private static final int MAX_AC_CATEGORY = 10;
  private static final int END_OF_BLOCK_SYMBOL = 0x00;
  private static final int SIXTEEN_ZEROS_SYMBOL = 0xf0;

  private final int[] lookup = new int[1 << LOOKUP_BITS];

  /** As the lookup, but two coefficients are one entry where their bits are few enough. */
  private final int[] pairs = new int[1 << LOOKUP_BITS];

  /** By length: the end of the codes up to this length, as 16 bits. */
  private final int[] ends = new int[LONGEST + 1];

  /** By length: what makes a code an index of {@link #entries}. */
  private final int[] offsets = new int[LONGEST + 1];

  private final int[] entries;

  private JpegHuffmanTable(int symbols) {
    this.entries = new int[symbols];
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

  /** As {@link #find}, but the entry may stand for two coefficients. */
  int findPair(long bits) {
    int entry = pairs[(int) (bits >>> Long.SIZE - LOOKUP_BITS)];
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
    JpegHuffmanTable table = new JpegHuffmanTable(symbols(bytes, at));
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
      table.fillPairs();
    }
    return Optional.of(table);
  }

  private void fillPairs() {
    for (int i = 0; i < lookup.length; i++) {
      int first = lookup[i];
      pairs[i] = first;
      if (first > 0 && step(first) != END_OF_BLOCK && bits(first) < LOOKUP_BITS) {
        int second = lookup[i << bits(first) & lookup.length - 1];
        boolean fits = second > 0 && bits(first) + bits(second) <= LOOKUP_BITS;
        if (fits && step(second) != END_OF_BLOCK) {
          pairs[i] = first + second;
        }
      }
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

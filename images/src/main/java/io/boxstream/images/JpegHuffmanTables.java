package io.boxstream.images;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Huffman tables that were read before. Most files have the tables of their encoder, which are the
 * same for all images of a camera or tool; to fill one costs as much as to read hundreds of blocks.
 */
final class JpegHuffmanTables {

  private static final int SLOTS = 32;

  /** By hash of their bytes; another table takes the place of one with the same hash. */
  private static final AtomicReferenceArray<Known> KNOWN = new AtomicReferenceArray<>(SLOTS);

  private JpegHuffmanTables() {}

  /** The table of DC categories whose numbers of codes by length begin here, if it is possible. */
  static Optional<JpegHuffmanTable> dc(byte[] bytes, int at) {
    return find(bytes, at, true);
  }

  /** The table of AC codes whose numbers of codes by length begin here, if it is possible. */
  static Optional<JpegHuffmanTable> ac(byte[] bytes, int at) {
    return find(bytes, at, false);
  }

  private static Optional<JpegHuffmanTable> find(byte[] bytes, int at, boolean dc) {
    int length = JpegHuffmanTable.length(JpegHuffmanTable.symbols(bytes, at));
    byte[] definition = Arrays.copyOfRange(bytes, at, at + length);
    int slot = Math.floorMod(31 * Arrays.hashCode(definition) + Boolean.hashCode(dc), SLOTS);
    Known known = KNOWN.get(slot);
    if (known == null || !known.is(definition, dc)) {
      known = new Known(definition, dc, read(definition, dc));
      KNOWN.set(slot, known);
    }
    return known.table();
  }

  private static Optional<JpegHuffmanTable> read(byte[] definition, boolean dc) {
    return dc ? JpegHuffmanTable.dc(definition, 0) : JpegHuffmanTable.ac(definition, 0);
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by is()
  private record Known(byte[] definition, boolean dc, Optional<JpegHuffmanTable> table) {

    boolean is(byte[] otherDefinition, boolean otherDc) {
      return dc == otherDc && Arrays.equals(definition, otherDefinition);
    }
  }
}

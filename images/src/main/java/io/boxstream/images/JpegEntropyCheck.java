package io.boxstream.images;

import java.util.List;
import java.util.Optional;

/**
 * Proves that the usual kind of JPEG decodes without loss, by reading all of its Huffman codes and
 * computing no pixel: sequential, 8 bits, grey or three components in one scan. It is several times
 * as fast as decoding.
 *
 * <p>It proves or it does not. What it does not prove (progressive, several scans, bytes that
 * decoders pass over, damage) may still be decodable: decoders decide on that, and they say what is
 * wrong.
 *
 * <p>On the way it collects the mean luma of the blocks, which costs nothing more.
 */
final class JpegEntropyCheck {

  private static final int BASELINE_FRAME = 0xc0;
  private static final int EXTENDED_FRAME = 0xc1;
  private static final int HUFFMAN_TABLES = 0xc4;
  private static final int START_OF_SCAN = 0xda;
  private static final int QUANTIZATION_TABLES = 0xdb;
  private static final int RESTART_INTERVAL = 0xdd;
  private static final int FIRST_APPLICATION = 0xe0;
  private static final int ADOBE = 0xee;
  private static final int LAST_APPLICATION = 0xef;
  private static final int COMMENT = 0xfe;

  private static final int TABLES = 4;
  private static final int COEFFICIENTS = 64;

  private static final int RESTART_MARKERS = 8;

  /** Position of the colour transform in Adobe's segment; zero there means red, green, blue. */
  private static final int ADOBE_TRANSFORM = 11;

  /** The components of an image of luma and two colour differences (JFIF). */
  private static final List<Integer> YCBCR = List.of(1, 2, 3);

  private final byte[] bytes;

  /** By class (DC, AC) and number: where the table is, zero if there is none. */
  private final int[][] huffmanTables = new int[2][TABLES];

  /** The first element of each quantization table; zero if there is no table. */
  private final int[] quantizers = new int[TABLES];

  /** Null before the frame. */
  private JpegFrame frame;

  private int restartInterval;
  private boolean untransformed;

  /** Null if the luma is not known without decoding. */
  private LumaBlocks luma;

  private JpegEntropyCheck(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * What is known of a JPEG of which every block is there and whole.
   *
   * @param luma the mean luma of each block; empty if it cannot be known without decoding
   */
  record Proof(Optional<GreyAverages> luma) {}

  /**
   * Proves that every block of the image is there and whole; empty if that is not proven.
   *
   * @param jpeg a JPEG that ends with its end marker and whose structure has been read
   */
  static Optional<Proof> of(byte[] jpeg) {
    JpegEntropyCheck check = new JpegEntropyCheck(jpeg);
    return check.isWhole()
        ? Optional.of(new Proof(Optional.ofNullable(check.luma).map(LumaBlocks::averages)))
        : Optional.empty();
  }

  private boolean isWhole() {
    int at = 2;
    while (at + 4 <= bytes.length && unsignedByte(at) == 0xff) {
      int marker = unsignedByte(at + 1);
      int from = at + 4;
      int end = at + 2 + unsignedShort(at + 2);
      if (end < from || end > bytes.length) {
        return false;
      }
      if (marker == START_OF_SCAN) {
        return readScan(from, end);
      }
      if (!readSegment(marker, from, end)) {
        return false;
      }
      at = end;
    }
    return false;
  }

  private boolean readSegment(int marker, int from, int end) {
    return switch (marker) {
      case BASELINE_FRAME, EXTENDED_FRAME -> readFrame(from, end);
      case HUFFMAN_TABLES -> readHuffmanTables(from, end);
      case QUANTIZATION_TABLES -> readQuantizationTables(from, end);
      case RESTART_INTERVAL -> readRestartInterval(from, end);
      case ADOBE -> {
        untransformed = end - from > ADOBE_TRANSFORM && unsignedByte(from + ADOBE_TRANSFORM) == 0;
        yield true;
      }
      default -> marker >= FIRST_APPLICATION && marker <= LAST_APPLICATION || marker == COMMENT;
    };
  }

  private boolean readFrame(int from, int end) {
    if (frame != null) {
      return false;
    }
    frame = JpegFrame.read(bytes, from, end).orElse(null);
    return frame != null;
  }

  private boolean readHuffmanTables(int from, int end) {
    int at = from;
    while (at < end) {
      int tableClass = unsignedByte(at) >> 4;
      int number = unsignedByte(at) & 0xf;
      if (tableClass > 1 || number >= TABLES || end - at < 1 + JpegHuffmanTable.length(0)) {
        return false;
      }
      int symbols = JpegHuffmanTable.symbols(bytes, at + 1);
      if (symbols < 0 || end - at < 1 + JpegHuffmanTable.length(symbols)) {
        return false;
      }
      huffmanTables[tableClass][number] = at + 1;
      at += 1 + JpegHuffmanTable.length(symbols);
    }
    return true;
  }

  private boolean readQuantizationTables(int from, int end) {
    int at = from;
    while (at < end) {
      int bytesEach = (unsignedByte(at) >> 4) + 1;
      int number = unsignedByte(at) & 0xf;
      if (bytesEach > 2 || number >= TABLES || end - at < 1 + COEFFICIENTS * bytesEach) {
        return false;
      }
      quantizers[number] = bytesEach == 1 ? unsignedByte(at + 1) : unsignedShort(at + 1);
      at += 1 + COEFFICIENTS * bytesEach;
    }
    return true;
  }

  private boolean readRestartInterval(int from, int end) {
    if (end - from != 2) {
      return false;
    }
    restartInterval = unsignedShort(from);
    return true;
  }

  /** The scan must have all components, in the frame's order, and must be the only one. */
  private boolean readScan(int from, int end) {
    if (frame == null) {
      return false;
    }
    List<JpegFrame.Component> components = frame.components();
    int count = components.size();
    if (end - from != 4 + 2 * count || unsignedByte(from) != count || !isSequential(end - 3)) {
      return false;
    }
    JpegHuffmanTable[] dcTables = new JpegHuffmanTable[count];
    JpegHuffmanTable[] acTables = new JpegHuffmanTable[count];
    for (int i = 0; i < count; i++) {
      JpegFrame.Component component = components.get(i);
      int tables = unsignedByte(from + 2 + 2 * i);
      Optional<JpegHuffmanTable> dc = table(0, tables >> 4);
      Optional<JpegHuffmanTable> ac = table(1, tables & 0xf);
      if (unsignedByte(from + 1 + 2 * i) != component.id()
          || quantizers[component.quantization()] == 0
          || dc.isEmpty()
          || ac.isEmpty()) {
        return false;
      }
      dcTables[i] = dc.get();
      acTables[i] = ac.get();
    }
    return readUnits(new JpegScan(bytes, end, dcTables, acTables));
  }

  /** Whether the scan has all coefficients with all of their bits. */
  private boolean isSequential(int at) {
    return bytes[at] == 0 && bytes[at + 1] == COEFFICIENTS - 1 && bytes[at + 2] == 0;
  }

  private Optional<JpegHuffmanTable> table(int tableClass, int number) {
    if (number >= TABLES || huffmanTables[tableClass][number] == 0) {
      return Optional.empty();
    }
    int at = huffmanTables[tableClass][number];
    return tableClass == 0 ? JpegHuffmanTables.dc(bytes, at) : JpegHuffmanTables.ac(bytes, at);
  }

  private boolean readUnits(JpegScan scan) {
    if (isLumaFirst()) {
      luma = new LumaBlocks(frame, quantizers[frame.components().get(0).quantization()]);
    }
    int across = frame.unitsAcross();
    int units = frame.unitsDown() * across;
    int[] blocks = frame.componentsOfBlocks();
    for (int unit = 0; unit < units; unit++) {
      if (isAfterRestart(unit)
          && !scan.readRestart((unit / restartInterval - 1) % RESTART_MARKERS)) {
        return false;
      }
      if (!readUnit(scan, blocks, unit % across, unit / across)) {
        return false;
      }
    }
    return scan.isAtEnd();
  }

  private boolean readUnit(JpegScan scan, int[] blocks, int column, int row) {
    for (int block = 0; block < blocks.length; block++) {
      int component = blocks[block];
      if (!scan.readBlock(component)) {
        return false;
      }
      if (component == 0 && luma != null) {
        luma.set(column, row, block, scan.dc(0));
      }
    }
    return true;
  }

  /** Whether the first component is luma, and the finest. */
  private boolean isLumaFirst() {
    List<Integer> ids = frame.components().stream().map(JpegFrame.Component::id).toList();
    return ids.size() == 1 || (ids.equals(YCBCR) && !untransformed && frame.isFirstFinest());
  }

  private boolean isAfterRestart(int unit) {
    return restartInterval > 0 && unit > 0 && unit % restartInterval == 0;
  }

  private int unsignedByte(int at) {
    return bytes[at] & 0xff;
  }

  private int unsignedShort(int at) {
    return unsignedByte(at) << 8 | unsignedByte(at + 1);
  }
}

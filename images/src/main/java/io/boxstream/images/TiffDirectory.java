package io.boxstream.images;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** One image file directory of a TIFF: numbers by their tags. */
final class TiffDirectory {

  private static final int ENTRY_LENGTH = 12;
  private static final int INLINE_BYTES = 4;

  private final ByteView bytes;
  private final Map<Integer, Integer> entries = new HashMap<>();
  private final long next;

  private TiffDirectory(ByteView bytes, long at) {
    this.bytes = bytes;
    bytes.require(at + 2);
    int first = (int) at + 2;
    int count = bytes.unsignedShort((int) at);
    long end = first + (long) ENTRY_LENGTH * count;
    bytes.require(end + 4);
    if (count == 0) {
      throw damaged("a directory is empty");
    }
    for (int entry = 0; entry < count; entry++) {
      int position = first + ENTRY_LENGTH * entry;
      entries.putIfAbsent(bytes.unsignedShort(position), position);
    }
    this.next = bytes.unsignedInt((int) end);
  }

  /** Reads the directory at an offset of the file. */
  static TiffDirectory read(ByteView bytes, long at) {
    return new TiffDirectory(bytes, at);
  }

  /** Offset of the next directory; 0 after the last one. */
  long next() {
    return next;
  }

  /** Where the entry of a tag lies in the file. */
  OptionalInt entry(int tag) {
    Integer position = entries.get(tag);
    return position == null ? OptionalInt.empty() : OptionalInt.of(position);
  }

  /** How many values a tag has; 0 without the tag. */
  long count(int tag) {
    Integer position = entries.get(tag);
    return position == null ? 0 : bytes.unsignedInt(position + 4);
  }

  /** The first value of a tag, or another number without the tag. */
  long number(int tag, long otherwise) {
    return count(tag) == 0 ? otherwise : number(tag, 0, width(tag));
  }

  /** The first value of a tag that must be there. */
  long number(int tag) {
    if (count(tag) == 0) {
      throw damaged("tag %d is missing".formatted(tag));
    }
    return number(tag, 0, width(tag));
  }

  /** All values of a tag, of which there must be so many. */
  long[] numbers(int tag, int count) {
    if (count(tag) != count) {
      throw damaged("tag %d has %d values, not %d".formatted(tag, count(tag), count));
    }
    int width = width(tag);
    long[] numbers = new long[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = number(tag, i, width);
    }
    return numbers;
  }

  /** The bytes of a tag; none without the tag. */
  byte[] content(int tag) {
    if (count(tag) == 0) {
      return new byte[0];
    }
    int from = position(tag, 1);
    return bytes.copy(from, (int) (from + count(tag)));
  }

  private long number(int tag, int index, int width) {
    int at = position(tag, width) + index * width;
    return switch (width) {
      case 1 -> bytes.unsignedByte(at);
      case 2 -> bytes.unsignedShort(at);
      default -> bytes.unsignedInt(at);
    };
  }

  /** Where the values lie, all of them within the file. */
  private int position(int tag, int width) {
    int entry = entries.get(tag);
    long length = count(tag) * width;
    long from = length <= INLINE_BYTES ? entry + 8L : bytes.unsignedInt(entry + 8);
    bytes.require(from + length);
    return (int) from;
  }

  private int width(int tag) {
    int type = bytes.unsignedShort(entries.get(tag) + 2);
    return switch (type) {
      case 1, 7 -> 1;
      case 3 -> 2;
      case 4, 13 -> 4;
      default -> throw damaged("tag %d has values of type %d".formatted(tag, type));
    };
  }

  private static TruncatedImageException damaged(String how) {
    return new TruncatedImageException("the TIFF is damaged: " + how);
  }
}

package io.boxstream.images;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reads numbers from bytes; running past the end means that the image is truncated. */
final class ByteView {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final long LOWEST_BITS = 0x0101_0101_0101_0101L;
  private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;

  private final byte[] bytes;
  private final boolean bigEndian;

  /** A view that reads numbers with their highest byte first. */
  ByteView(byte[] bytes) {
    this(bytes, ByteOrder.BIG_ENDIAN);
  }

  ByteView(byte[] bytes, ByteOrder order) {
    this.bytes = bytes;
    this.bigEndian = order == ByteOrder.BIG_ENDIAN;
  }

  int length() {
    return bytes.length;
  }

  void require(long end) {
    if (end > bytes.length) {
      throw new TruncatedImageException(
          "the image ends after %d bytes, before its end".formatted(bytes.length));
    }
  }

  int unsignedByte(int at) {
    require(at + 1L);
    return bytes[at] & 0xff;
  }

  /** The position of the first byte 0xff from here on. */
  int findOnes(int from) {
    int at = from;
    while (at + Long.BYTES <= bytes.length && !hasOnes((long) LONG.get(bytes, at))) {
      at += Long.BYTES;
    }
    while (unsignedByte(at) != 0xff) {
      at++;
    }
    return at;
  }

  /** Whether one of eight bytes is 0xff, by the test for a zero byte in their complement. */
  private static boolean hasOnes(long eight) {
    return (~eight - LOWEST_BITS & eight & HIGHEST_BITS) != 0;
  }

  int unsignedShort(int at) {
    int first = unsignedByte(at);
    int second = unsignedByte(at + 1);
    return bigEndian ? first << 8 | second : second << 8 | first;
  }

  int signedInt(int at) {
    int first = unsignedShort(at);
    int second = unsignedShort(at + 2);
    return bigEndian ? first << 16 | second : second << 16 | first;
  }

  long unsignedInt(int at) {
    return Integer.toUnsignedLong(signedInt(at));
  }

  byte[] copy(int from, int end) {
    return Arrays.copyOfRange(bytes, from, end);
  }

  /** Whether the bytes of [from, end) start with these Latin characters. */
  boolean startsWith(int from, int end, String characters) {
    if (end - from < characters.length()) {
      return false;
    }
    for (int i = 0; i < characters.length(); i++) {
      if (bytes[from + i] != characters.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}

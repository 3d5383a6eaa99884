package io.boxstream.images;

import java.util.Arrays;

/** Big-endian reads from bytes, in which running past the end means that the image is truncated. */
final class ByteView {

  private final byte[] bytes;

  ByteView(byte[] bytes) {
    this.bytes = bytes;
  }

  void require(int end) {
    if (end > bytes.length) {
      throw new TruncatedImageException(
          "the image ends after %d bytes, before its end marker".formatted(bytes.length));
    }
  }

  int unsignedByte(int at) {
    require(at + 1);
    return bytes[at] & 0xff;
  }

  int unsignedShort(int at) {
    require(at + 2);
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  int signedInt(int at) {
    return unsignedShort(at) << 16 | unsignedShort(at + 2);
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

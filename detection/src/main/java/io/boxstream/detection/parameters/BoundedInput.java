package io.boxstream.detection.parameters;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Little-endian reads from a stream of known length; nothing is allocated that the stream cannot
 * fill.
 */
final class BoundedInput {
  private final InputStream stream;
  private long remaining;

  BoundedInput(InputStream stream, long length) {
    this.stream = stream;
    this.remaining = length;
  }

  long remaining() {
    return remaining;
  }

  int readInt() throws IOException {
    return ByteBuffer.wrap(readBytes(Integer.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  long readLong() throws IOException {
    return ByteBuffer.wrap(readBytes(Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  /** Reads a count of things that take at least that many bytes each. */
  int readCount(String what, int leastBytes) throws IOException {
    long count = readLong();
    if (count < 0 || count > remaining / leastBytes) {
      throw new ParameterFileException(
          "the file claims %s %s with %d bytes to come"
              .formatted(Long.toUnsignedString(count), what, remaining));
    }
    return Math.toIntExact(count);
  }

  byte[] readBytes(long count) throws IOException {
    if (count > remaining || count > Integer.MAX_VALUE - Long.BYTES) {
      throw new ParameterFileException(
          "the file ends early: %d bytes wanted, %d left".formatted(count, remaining));
    }
    byte[] bytes = stream.readNBytes((int) count);
    if (bytes.length < count) {
      throw new EOFException("the file became shorter while it was read");
    }
    remaining -= count;
    return bytes;
  }
}

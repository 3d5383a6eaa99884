package io.boxstream.detection.parameters;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Little-endian reads from a file of known length. Never allocates more memory than the file can
 * fill.
 */
final class BoundedFile implements Closeable {
  private static final int CHUNK = 1 << 16;

  private final RandomAccessFile file;
  private final long length;

  BoundedFile(Path path) throws IOException {
    file = new RandomAccessFile(path.toFile(), "r");
    length = file.length();
  }

  /** The position of the next read. */
  long position() throws IOException {
    return file.getFilePointer();
  }

  /** The number of bytes from the current position to the end. */
  long remaining() throws IOException {
    return length - position();
  }

  int readInt() throws IOException {
    return ByteBuffer.wrap(readBytes(Integer.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  long readLong() throws IOException {
    return ByteBuffer.wrap(readBytes(Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  /**
   * Reads bytes in chunks, because Java copies each read through a temporary buffer of the same
   * size.
   */
  byte[] readBytes(long count) throws IOException {
    require(count);
    byte[] bytes = new byte[(int) count];
    for (int at = 0; at < bytes.length; at += CHUNK) {
      file.readFully(bytes, at, Math.min(CHUNK, bytes.length - at));
    }
    return bytes;
  }

  void skip(long count) throws IOException {
    require(count);
    file.seek(position() + count);
  }

  void seek(long position) throws IOException {
    file.seek(position);
  }

  private void require(long count) throws IOException {
    if (count > remaining()) {
      throw new ParameterFileException(
          "the file ends early: %d bytes wanted, %d left".formatted(count, remaining()));
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

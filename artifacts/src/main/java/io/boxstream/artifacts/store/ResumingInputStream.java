package io.boxstream.artifacts.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongFunction;

/**
 * Resumes a broken stream at its position. Gives up after several consecutive streams without data.
 */
final class ResumingInputStream extends InputStream {
  private static final int MAX_EMPTY_STREAMS = 5;

  private final LongFunction<InputStream> opener;
  private InputStream current;
  private long position;
  private int emptyStreams;

  ResumingInputStream(LongFunction<InputStream> opener, long offset) {
    this.opener = opener;
    this.position = offset;
    this.current = opener.apply(offset);
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    int read = read(single, 0, 1);
    return read < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    while (true) {
      try {
        int read = current.read(buffer, offset, length);
        if (read > 0) {
          position += read;
          emptyStreams = 0;
        }
        return read;
      } catch (IOException e) {
        resume(e);
      }
    }
  }

  private void resume(IOException failure) throws IOException {
    emptyStreams++;
    if (emptyStreams >= MAX_EMPTY_STREAMS) {
      throw failure;
    }
    try {
      current.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    current = opener.apply(position);
  }

  @Override
  public void close() throws IOException {
    current.close();
  }
}

package io.boxstream.ingest.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of an upload. A failure to read it is a {@link BrokenUploadException}, and more bytes
 * than the limit are an {@link ArchiveTooLongException}.
 */
final class UploadStream extends FilterInputStream {

  private final long limit;
  private long total;

  /**
   * @param body of the request
   * @param limit maximum number of bytes
   */
  UploadStream(InputStream body, long limit) {
    super(body);
    this.limit = limit;
  }

  @Override
  public int read() {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    int count;
    try {
      count = in.read(buffer, offset, length);
    } catch (IOException e) {
      throw new BrokenUploadException(e);
    }
    total += Math.max(0, count);
    if (total > limit) {
      throw new ArchiveTooLongException(limit);
    }
    return count;
  }

  @Override
  public long skip(long count) {
    byte[] buffer = new byte[8192];
    return Math.max(0, read(buffer, 0, (int) Math.min(buffer.length, Math.max(0, count))));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}

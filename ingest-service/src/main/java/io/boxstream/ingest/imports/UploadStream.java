package io.boxstream.ingest.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An archive that fails with {@link ArchiveTooLongException} when it is longer than the limit. */
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
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = in.read(buffer, offset, length);
    total += Math.max(0, count);
    if (total > limit) {
      throw new ArchiveTooLongException(limit);
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    byte[] buffer = new byte[8192];
    return Math.max(0, read(buffer, 0, (int) Math.min(buffer.length, Math.max(0, count))));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}

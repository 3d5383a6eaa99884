package io.boxstream.rest.upload;

import io.boxstream.rest.problem.ProblemException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body that ends with a problem when it turns out to be too long. */
final class LimitedInputStream extends FilterInputStream {
  private final BodyLimit limit;
  private final Runnable exceeded;
  private long read;

  /**
   * @param exceeded run before the problem is thrown
   */
  LimitedInputStream(InputStream body, BodyLimit limit, Runnable exceeded) {
    super(body);
    this.limit = limit;
    this.exceeded = exceeded;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    return value < 0 ? value : counted(1, value);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    return count < 0 ? count : counted(count, count);
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(count);
    counted(skipped, 0);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private int counted(long bytes, int result) {
    read += bytes;
    if (read > limit.mostBytes()) {
      exceeded.run();
      throw new ProblemException(limit.problem());
    }
    return result;
  }
}

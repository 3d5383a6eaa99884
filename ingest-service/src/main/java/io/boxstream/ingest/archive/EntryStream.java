package io.boxstream.ingest.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/**
 * Unpacks an entry and checks it on the way: its size must be the declared one, which the limits
 * were checked against, and at its end its checksum. {@code ZipFile}, unlike {@code
 * ZipInputStream}, verifies neither.
 */
final class EntryStream extends FilterInputStream {

  private final String path;
  private final long checksum;
  private final CRC32 seen = new CRC32();
  private long left;

  /**
   * @param entry with the declared size and checksum
   * @param path of the entry, for messages
   * @param in unpacks it
   */
  EntryStream(ZipEntry entry, String path, InputStream in) {
    super(in);
    this.path = path;
    this.checksum = entry.getCrc();
    this.left = entry.getSize();
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
      throw new UnreadableEntryException(path + " cannot be unpacked: " + e.getMessage(), e);
    }
    if (count < 0) {
      checkEnd();
      return count;
    }
    left -= count;
    if (left < 0) {
      throw new UnreadableEntryException(path + " unpacks to more than its declared size");
    }
    seen.update(buffer, offset, count);
    return count;
  }

  @Override
  public long skip(long count) {
    byte[] buffer = new byte[8192];
    int read = read(buffer, 0, (int) Math.min(buffer.length, Math.max(0, count)));
    return Math.max(0, read);
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void checkEnd() {
    if (left > 0) {
      throw new UnreadableEntryException(path + " ends " + left + " bytes early");
    }
    if (seen.getValue() != checksum) {
      throw new UnreadableEntryException(
          path + " is damaged: its checksum is not the declared one");
    }
  }
}

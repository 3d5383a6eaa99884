package io.boxstream.ingest.disk;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.h2.store.fs.FileBaseDefault;

/** An open file that retries writes while the disk is full. */
final class RetryingFile extends FileBaseDefault {

  private static final Logger LOG = System.getLogger(RetryingFile.class.getName());
  private static final long RETRY_MILLIS = 500;

  private final FileChannel file;
  private final Path directory;
  private final DiskSpaceStatus disk;

  /**
   * @param file closed by this object
   * @param directory a directory on the same disk
   * @param disk records the results of writes
   */
  RetryingFile(FileChannel file, Path directory, DiskSpaceStatus disk) {
    this.file = requireNonNull(file, "file");
    this.directory = requireNonNull(directory, "directory");
    this.disk = requireNonNull(disk, "disk");
  }

  @Override
  public int write(ByteBuffer bytes, long position) throws IOException {
    while (true) {
      try {
        int count = file.write(bytes, position);
        disk.writeSucceeded();
        return count;
      } catch (IOException e) {
        if (!DiskFullException.isFull(e, directory) || disk.isGivenUp()) {
          throw e;
        }
        if (disk.writeFailed(e)) {
          LOG.log(
              Level.ERROR,
              "writes of the index are waiting: "
                  + new DiskFullException(directory, e).getMessage());
        }
        awaitRetry(e);
      }
    }
  }

  private void awaitRetry(IOException failure) throws IOException {
    try {
      if (disk.awaitGivenUp(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
        throw failure;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }

  @Override
  public int read(ByteBuffer bytes, long position) throws IOException {
    return file.read(bytes, position);
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  protected void implTruncate(long size) throws IOException {
    file.truncate(size);
  }

  @Override
  public void force(boolean metaData) throws IOException {
    file.force(metaData);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return file.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    file.close();
  }
}

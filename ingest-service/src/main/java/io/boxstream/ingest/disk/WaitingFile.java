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

/** An open file whose writes are repeated for as long as the disk is full. */
final class WaitingFile extends FileBaseDefault {

  private static final Logger LOG = System.getLogger(WaitingFile.class.getName());
  private static final long RETRY_MILLIS = 500;

  private final FileChannel file;
  private final Path directory;
  private final Room room;

  /**
   * @param file owned by this
   * @param directory on the same disk
   * @param room is told whether there is any
   */
  WaitingFile(FileChannel file, Path directory, Room room) {
    this.file = requireNonNull(file, "file");
    this.directory = requireNonNull(directory, "directory");
    this.room = requireNonNull(room, "room");
  }

  @Override
  public int write(ByteBuffer bytes, long position) throws IOException {
    while (true) {
      try {
        int count = file.write(bytes, position);
        room.found();
        return count;
      } catch (IOException e) {
        if (!DiskFullException.isFull(e, directory) || room.isGivenUp()) {
          throw e;
        }
        if (room.missing(e)) {
          LOG.log(
              Level.ERROR,
              "the index waits with its writes: "
                  + new DiskFullException(directory, e).getMessage());
        }
        awaitRetry(e);
      }
    }
  }

  private void awaitRetry(IOException failure) throws IOException {
    try {
      if (room.awaitGivenUp(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
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

package io.boxstream.dataset;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.disk.FilePathDisk;

/** A path whose files record how they are changed. Names begin with {@link #SCHEME}. */
final class RecordedPath extends FilePathDisk {

  static final String SCHEME = "recorded";

  private final Recording recording;

  RecordedPath(Recording recording) {
    this.recording = requireNonNull(recording, "recording");
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FilePathDisk getPath(String path) {
    RecordedPath found = new RecordedPath(recording);
    found.name = path.substring(path.indexOf(':') + 1);
    return found;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new RecordedFile(super.open(mode), recording);
  }

  private static final class RecordedFile extends FileBaseDefault {
    private final FileChannel file;
    private final Recording recording;

    RecordedFile(FileChannel file, Recording recording) {
      this.file = file;
      this.recording = recording;
    }

    @Override
    public int write(ByteBuffer bytes, long position) throws IOException {
      byte[] written = new byte[bytes.remaining()];
      bytes.duplicate().get(written);
      int count = file.write(bytes, position);
      if (count != written.length) {
        throw new IOException("only " + count + " of " + written.length + " bytes were written");
      }
      recording.write(position, written);
      return count;
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      file.truncate(size);
      recording.truncate(size);
    }

    @Override
    public void force(boolean metaData) throws IOException {
      file.force(metaData);
      recording.force();
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
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }
  }
}

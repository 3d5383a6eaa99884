package io.boxstream.ingest.disk;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.h2.mvstore.MVStore;
import org.h2.store.fs.FilePath;

/**
 * The file of the indexes. Where the disk is full its writes wait until there is room; the store
 * would otherwise close itself and forget what it has not written. Reads go on meanwhile.
 */
public final class IndexFile implements AutoCloseable {

  private final Path directory;
  private final DiskSpaceStatus disk;
  private final MVStore store;
  private final Runnable release;

  private IndexFile(Path directory, DiskSpaceStatus disk, MVStore store, Runnable release) {
    this.directory = directory;
    this.disk = disk;
    this.store = store;
    this.release = release;
  }

  /**
   * Opens the file, and makes it where there is none.
   *
   * @throws DiskFullException where there is no room for its folder
   */
  public static IndexFile open(Path file) {
    Path absolute = file.toAbsolutePath();
    Path directory = requireNonNull(absolute.getParent(), "directory");
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw DiskFullException.orElseUnchecked(e, directory);
    }
    DiskSpaceStatus disk = new DiskSpaceStatus();
    // H2 finds paths by their scheme; one for each file keeps their rooms apart.
    String scheme = "boxstream-" + UUID.randomUUID();
    FilePath provider = new RetryingPath(scheme, disk, FilePath.get(directory.toString()));
    FilePath.register(provider);
    MVStore store = new MVStore.Builder().fileName(scheme + ":" + absolute).open();
    return new IndexFile(directory, disk, store, () -> FilePath.unregister(provider));
  }

  /** An index that is in memory alone. */
  public static IndexFile inMemory() {
    return new IndexFile(Path.of(""), new DiskSpaceStatus(), MVStore.open(null), () -> {});
  }

  /** The store in the file, owned by this. */
  public MVStore store() {
    return store;
  }

  /**
   * Checks that no write waits for room.
   *
   * @throws DiskFullException where one does
   */
  public void requireRoom() {
    disk.failure()
        .ifPresent(
            failure -> {
              throw new DiskFullException(directory, failure);
            });
  }

  /** Writes that wait for room are given up; what they had is on the log and is read again. */
  public void stopWaiting() {
    disk.giveUp();
  }

  @Override
  public void close() {
    stopWaiting();
    store.close();
    release.run();
  }
}

package io.boxstream.ingest.disk;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.h2.mvstore.MVStore;
import org.h2.store.fs.FilePath;

/**
 * The file of the indexes. While the disk is full, writes wait for free space; otherwise the store
 * would close itself and lose unwritten changes. Reads continue in the meantime.
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
   * Opens the file, and creates it if it does not exist.
   *
   * @throws DiskFullException if there is no space for its folder
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
    // H2 selects the file system by scheme. A scheme per file separates their disk states.
    String scheme = "boxstream-" + UUID.randomUUID();
    FilePath provider = new RetryingPath(scheme, disk, FilePath.get(directory.toString()));
    FilePath.register(provider);
    MVStore store = new MVStore.Builder().fileName(scheme + ":" + absolute).open();
    return new IndexFile(directory, disk, store, () -> FilePath.unregister(provider));
  }

  /** An index in memory only. */
  public static IndexFile inMemory() {
    return new IndexFile(Path.of(""), new DiskSpaceStatus(), MVStore.open(null), () -> {});
  }

  /** The store in the file. This object closes it. */
  public MVStore store() {
    return store;
  }

  /**
   * Checks that no write waits for free space.
   *
   * @throws DiskFullException if a write waits
   */
  public void requireRoom() {
    disk.failure()
        .ifPresent(
            failure -> {
              throw new DiskFullException(directory, failure);
            });
  }

  /** Aborts writes that wait for free space. Their content is read from the topic again. */
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

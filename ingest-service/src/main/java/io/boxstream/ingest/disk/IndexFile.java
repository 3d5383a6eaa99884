package io.boxstream.ingest.disk;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.store.fs.FilePath;

/**
 * The file of the indexes. While the disk is full, writes wait for free space; otherwise the store
 * would close itself and lose unwritten changes. Reads continue in the meantime.
 *
 * <p>A {@linkplain #change change} of several maps is in the file as a whole or not at all, also
 * after a kill. Changes are written about once a second.
 */
public final class IndexFile implements AutoCloseable {

  private static final Logger LOG = System.getLogger(IndexFile.class.getName());

  /** Increase it when the maps in the file change. A file of another layout is built again. */
  private static final int LAYOUT = 4;

  /**
   * The layout before, without counts. A file of it can be used. The other way round it is built
   * again: an earlier release would change the images and not their counts.
   */
  private static final int WITHOUT_COUNTS = 3;

  /** Of files that cannot be built again. Increase it when their maps change, and convert them. */
  private static final int KEPT_LAYOUT = 0;

  /** Small, because ids are random: a commit writes the whole page of each changed id. */
  private static final int PAGE_BYTES = 4 * 1024;

  /**
   * How long replaced pages stay in the file. A machine that loses its power within this time may
   * damage the file, which is then built again.
   */
  private static final int RETENTION_MILLIS = 10_000;

  /** A kill or a full disk may leave less than the header of a file that is created. */
  private static final int HEADER_BYTES = 2 * 4096;

  private static final int LARGEST_UNSAVED = 32 * 1024 * 1024;

  private final Path directory;
  private final DiskSpaceStatus disk;
  private final MVStore store;
  private final Runnable release;
  private final ReentrantReadWriteLock changes = new ReentrantReadWriteLock();
  private final List<StoredCounts> counts = new CopyOnWriteArrayList<>();
  private final IndexCommits commits;

  private IndexFile(Path directory, DiskSpaceStatus disk, MVStore store, Runnable release) {
    this.directory = directory;
    this.disk = disk;
    this.store = store;
    this.release = release;
    this.commits =
        new IndexCommits(store, changes.writeLock(), () -> counts.forEach(StoredCounts::write));
  }

  /**
   * Opens the file, and creates it if it does not exist. Deletes a file that is damaged or of
   * another layout first.
   *
   * @throws DiskFullException if there is no space for its folder
   */
  public static IndexFile open(Path file) {
    return open(file, IndexFile::ofThisLayout);
  }

  /**
   * Opens a file that cannot be built again, and creates it if it does not exist. A damaged file is
   * kept under another name, and an empty one takes its place.
   *
   * @throws DiskFullException if there is no space for its folder
   * @throws IllegalStateException if a later release has written it
   */
  public static IndexFile openKept(Path file) {
    Path absolute = file.toAbsolutePath();
    return open(absolute, name -> ofKnownLayout(absolute, name));
  }

  private static IndexFile open(Path file, Function<String, MVStore> opening) {
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
    MVStore store = opening.apply(scheme + ":" + absolute);
    store.setRetentionTime(RETENTION_MILLIS);
    IndexFile index = new IndexFile(directory, disk, store, () -> FilePath.unregister(provider));
    index.commits.start();
    return index;
  }

  /** An index in memory only. */
  public static IndexFile inMemory() {
    return new IndexFile(Path.of(""), new DiskSpaceStatus(), MVStore.open(null), () -> {});
  }

  private static MVStore ofThisLayout(String name) {
    MVStore store = undamaged(name);
    int layout = store.getStoreVersion();
    if (layout != LAYOUT && layout != WITHOUT_COUNTS && !store.getMapNames().isEmpty()) {
      store.close();
      FilePath.get(name).delete();
      store = openStore(name);
    }
    store.setStoreVersion(LAYOUT);
    return store;
  }

  private static MVStore ofKnownLayout(Path file, String name) {
    MVStore store = keepingDamaged(file, name);
    int layout = store.getStoreVersion();
    if (layout > KEPT_LAYOUT) {
      store.close();
      throw new IllegalStateException(
          ("%s is of a later release: layout %d, and this release knows %d. Start that release, or"
                  + " move the file away")
              .formatted(file, layout, KEPT_LAYOUT));
    }
    return store;
  }

  private static MVStore keepingDamaged(Path file, String name) {
    try {
      return openStore(name);
    } catch (MVStoreException e) {
      if (!isDamaged(name, e)) {
        throw e;
      }
      String suffix = ".damaged-" + System.currentTimeMillis();
      String kept = file.getFileName() + suffix;
      LOG.log(Level.ERROR, file + " is damaged; it is kept as " + kept + " and begun anew", e);
      FilePath.get(name).moveTo(FilePath.get(name + suffix), true);
      return openStore(name);
    }
  }

  private static MVStore undamaged(String name) {
    try {
      return openStore(name);
    } catch (MVStoreException e) {
      if (!isDamaged(name, e) && e.getErrorCode() != DataUtils.ERROR_UNSUPPORTED_FORMAT) {
        throw e;
      }
      LOG.log(Level.WARNING, "the index cannot be read and is built again from the topics", e);
      FilePath.get(name).delete();
      return openStore(name);
    }
  }

  private static boolean isDamaged(String name, MVStoreException failure) {
    return switch (failure.getErrorCode()) {
      case DataUtils.ERROR_FILE_CORRUPT -> true;
      case DataUtils.ERROR_READING_FAILED -> FilePath.get(name).size() < HEADER_BYTES;
      default -> false;
    };
  }

  private static MVStore openStore(String name) {
    // A commit between the parts of a change would leave half of it in the file after a kill. The
    // store commits by itself after a time and when much is unsaved.
    return new MVStore.Builder()
        .fileName(name)
        .autoCommitDisabled()
        .autoCommitBufferSize(0)
        .pageSplitSize(PAGE_BYTES)
        .open();
  }

  /** The store in the file. This object closes it. */
  public MVStore store() {
    return store;
  }

  /**
   * The counts of a map as they were at the last commit: those of what the file held then.
   *
   * @return empty if the file has none, because it is new or of an earlier release
   */
  public Optional<Map<String, long[]>> counts(String name) {
    return StoredCounts.read(store, name);
  }

  /**
   * Writes counts with each commit from now on.
   *
   * @param name of their map
   * @param now the counts by names that are not empty, called while no {@linkplain #change change}
   *     is in progress; they must be complete
   */
  public void keepCounts(String name, Supplier<Map<String, long[]>> now) {
    counts.add(new StoredCounts(store, name, now));
  }

  /** Changes maps of the file, as a whole or not at all. Waits while the disk is full. */
  public void change(Runnable work) {
    changes.readLock().lock();
    try {
      work.run();
    } finally {
      changes.readLock().unlock();
    }
    if (store.getUnsavedMemory() > LARGEST_UNSAVED) {
      commits.commit();
    }
  }

  /** Writes all changes to the file now. */
  public void commit() {
    commits.commit();
  }

  /** The same; after the call the changes survive a loss of power. */
  public void commitDurably() {
    commits.commit();
    store.sync();
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
    commits.close();
    // The store commits once more.
    commits.prepare();
    store.close();
    release.run();
  }
}

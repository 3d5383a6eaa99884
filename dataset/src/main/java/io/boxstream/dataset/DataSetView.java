package io.boxstream.dataset;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.events.EventCodec;
import io.boxstream.events.PoisonRecordException;
import io.boxstream.events.Topics;
import io.boxstream.events.consume.PositionStore;
import io.boxstream.events.consume.Rejections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A local copy of the {@code annotated-images} topic in a folder: an index with the newest labels
 * of each image and the position in each partition, and one file per image, named by its id.
 *
 * <p>Labels and positions change atomically, and applying a record again has no effect.
 * Inconsistencies after a crash are repaired on opening. Memory use does not grow with the number
 * of images. One thread may apply records while others read. A folder can be used by one process
 * only.
 */
public final class DataSetView implements PositionStore, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataSetView.class);
  private static final String TOPIC_ID = "topic-id";
  private static final String LAST_CONTACT = "last-contact";
  private static final String REVISION = "revision";

  private final Object lock = new Object();
  private final DataSetIndex index;
  private final ImageFiles files;
  private final RecordReader reader;
  private final ViewRepair repair;
  private final ViewSeal seal;
  private final ImageLeases leases = new ImageLeases();
  private final Clock clock;
  // Replaced and never changed, so that meters do not wait for a snapshot.
  private volatile DataSetCounter counter = new DataSetCounter();
  private final AtomicLong revision = new AtomicLong();
  // Files and index may differ: the next opening has to look at each image.
  private volatile boolean uncertain;
  private boolean closed;
  // Records that are being applied, and those that failed: they may leave files without an image.
  private final AtomicInteger unfinished = new AtomicInteger();

  private DataSetView(
      DataSetIndex index,
      ImageFiles files,
      RecordReader reader,
      Clock clock,
      Supplier<Optional<String>> boot) {
    this.index = index;
    this.files = files;
    this.reader = reader;
    this.repair = new ViewRepair(index, files);
    this.seal = new ViewSeal(index, files, boot);
    this.clock = clock;
  }

  /**
   * Opens the view in a folder, which is created if it does not exist.
   *
   * @param blobs source of the images that are not inside their events
   * @throws DataSetStorageException if another process uses it, or the disk fails
   */
  public static DataSetView open(Path directory, Blobs blobs) {
    return open(directory, blobs, Clock.systemUTC(), MachineStart::id);
  }

  /**
   * @param boot identifies the start of the machine; empty if it is unknown
   */
  static DataSetView open(
      Path directory, Blobs blobs, Clock clock, Supplier<Optional<String>> boot) {
    requireNonNull(blobs, "blobs");
    try {
      Path images = Files.createDirectories(directory.resolve("images"));
      ImageFiles files = new ImageFiles(images);
      RecordReader reader = new RecordReader(EventCodec.forService("dataset"), blobs, files);
      DataSetIndex index = new DataSetIndex(directory.resolve("index.mv"));
      return repaired(new DataSetView(index, files, reader, clock, boot));
    } catch (IOException failure) {
      throw new DataSetStorageException(
          "The data set in " + directory + " cannot be opened: " + failure.getMessage(), failure);
    }
  }

  private static DataSetView repaired(DataSetView view) throws IOException {
    try {
      view.repair();
      return view;
    } catch (IOException | RuntimeException failure) {
      view.index.close();
      throw failure;
    }
  }

  /**
   * Applies one record.
   *
   * @throws PoisonRecordException if the record is invalid; nothing has changed
   * @throws DataSetStorageException if the disk is full or fails; nothing has changed
   * @throws io.boxstream.artifacts.store.ArtifactException if the object store does not respond
   */
  public void apply(ConsumerRecord<byte[], byte[]> record) {
    apply(
        List.of(record),
        (rejected, stage, cause) -> {
          throw (PoisonRecordException) cause;
        });
  }

  /**
   * Applies records together. Invalid records are rejected, and the others are applied.
   *
   * @throws DataSetStorageException if the disk is full or fails; nothing has changed
   * @throws io.boxstream.artifacts.store.ArtifactException if the object store does not respond
   */
  public void apply(List<ConsumerRecord<byte[], byte[]>> records, Rejections rejections) {
    unfinished.incrementAndGet();
    List<DataSetChange> changes = new ArrayList<>();
    Map<Integer, Long> next = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (record.offset() < position(record.partition())) {
        continue;
      }
      try {
        changes.add(reader.read(record));
      } catch (PoisonRecordException poison) {
        rejections.reject(record, poison.stage(), poison);
      }
      next.put(record.partition(), record.offset() + 1);
    }
    commit(changes, next);
    unfinished.decrementAndGet();
    changes.stream().filter(change -> change.image().isEmpty()).forEach(this::deleteFile);
  }

  /** The offset of the first record of a partition that is not applied yet. */
  @Override
  public long position(int partition) {
    synchronized (lock) {
      return index.position(partition);
    }
  }

  /**
   * Clears the view: the topic was created again or truncated, so no part of the view is reliable.
   */
  @Override
  public void lost(Set<Integer> partitions) {
    LOG.warn("Offsets of partitions {} are out of range, reading from the beginning", partitions);
    synchronized (lock) {
      clear();
      index.commit();
    }
  }

  /**
   * Sets the id of the topic to follow. Clears the view if the id has changed, or if the view was
   * offline for so long that it may have missed tombstones.
   */
  void follow(String topicId) {
    synchronized (lock) {
      Optional<String> known = index.property(TOPIC_ID);
      boolean another = known.isPresent() && !known.get().equals(topicId);
      boolean late =
          index
              .property(LAST_CONTACT)
              .map(Instant::parse)
              .filter(last -> last.plus(Topics.TOMBSTONE_RETENTION).isBefore(clock.instant()))
              .isPresent();
      if (another || late) {
        LOG.warn("Reading from the beginning: {}", another ? "new topic id" : "offline too long");
        clear();
      }
      index.property(TOPIC_ID, topicId);
      index.property(LAST_CONTACT, clock.instant().toString());
      index.commit();
    }
  }

  /** A snapshot of the current data set. */
  public DataSetSnapshot snapshot() {
    List<SnapshotEntry> entries = new ArrayList<>();
    SharedLabels labels = new SharedLabels();
    Map<Integer, Long> offsets;
    synchronized (lock) {
      index.forEach(image -> entries.add(labels.in(image.entry())));
      offsets = index.positions();
    }
    return DataSetSnapshot.of(offsets, entries);
  }

  /** The current numbers of images and boxes. */
  public DataSetCounts counts() {
    return counter.counts();
  }

  /** A counter that increases by one for every changed image. */
  public long revision() {
    return revision.get();
  }

  /**
   * The canonical bytes of an image, checked against its id.
   *
   * @throws MissingImageException if the image was deleted or never existed
   * @throws DataSetStorageException if the disk fails, or the file is damaged
   */
  public byte[] bytes(String id) {
    try {
      byte[] bytes = files.read(requireNonNull(id, "id"));
      if (!Digests.sha256(bytes).equals(id)) {
        uncertain = true;
        files.delete(id); // the next opening reads the image from the topic again
        throw new DataSetStorageException("The file of the image " + id + " is damaged", null);
      }
      return bytes;
    } catch (NoSuchFileException absent) {
      noteMissing(id);
      throw new MissingImageException(id, absent);
    } catch (IOException failure) {
      throw new DataSetStorageException("The image " + id + " cannot be read", failure);
    }
  }

  private void noteMissing(String id) {
    synchronized (lock) {
      uncertain |= index.contains(id);
    }
  }

  /** Whether the view has the image's bytes. */
  public boolean contains(String id) {
    return files.contains(requireNonNull(id, "id"));
  }

  /** The ids of the images of a snapshot whose bytes are missing in the view. */
  public List<String> missing(DataSetSnapshot snapshot) {
    return snapshot.entries().stream()
        .map(SnapshotEntry::id)
        .filter(id -> !files.contains(id))
        .toList();
  }

  /**
   * Keeps the images of a snapshot readable, even if they are deleted in the meantime, until the
   * lease is closed or the process ends.
   */
  public Lease lease(DataSetSnapshot snapshot) {
    List<String> ids = snapshot.entries().stream().map(SnapshotEntry::id).toList();
    ImageLeases.Leased leased = leases.lease(ids);
    return () -> leases.release(leased).forEach(this::deleteUnlessIndexed);
  }

  /** Closes the index. The next opening then takes the same time for any number of images. */
  @Override
  public void close() {
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      if (!uncertain && unfinished.get() == 0 && !leases.hasPendingDeletions()) {
        seal.put(revision.get(), counter.counts());
      }
      index.close();
    }
  }

  private void commit(List<DataSetChange> changes, Map<Integer, Long> next) {
    synchronized (lock) {
      try {
        DataSetCounter counted = counter.copy();
        long effective = changes.stream().filter(change -> put(change, counted)).count();
        next.forEach(index::position);
        index.property(REVISION, Long.toString(revision.get() + effective));
        index.property(LAST_CONTACT, clock.instant().toString());
        index.commit();
        counter = counted;
        revision.addAndGet(effective);
      } catch (RuntimeException failure) {
        rollback(failure);
        throw failure;
      }
    }
  }

  /** Applies a change to the index; false if the index already has this state. */
  private boolean put(DataSetChange change, DataSetCounter counted) {
    Optional<IndexedImage> before = index.get(change.id());
    if (before.equals(change.image())) {
      return false;
    }
    before.ifPresent(image -> counted.remove(image.entry()));
    change.image().ifPresent(image -> counted.add(image.entry()));
    change.image().ifPresentOrElse(index::put, () -> index.remove(change.id()));
    return true;
  }

  private void rollback(RuntimeException failure) {
    try {
      index.rollback();
    } catch (DataSetStorageException again) {
      failure.addSuppressed(again);
    }
  }

  private void deleteFile(DataSetChange change) {
    deleteUnlessIndexed(change.id());
  }

  /** Files that cannot be deleted now are deleted when the view is opened again. */
  private void deleteUnlessIndexed(String id) {
    try {
      synchronized (lock) {
        if (!index.contains(id) && leases.mayDelete(id)) {
          files.delete(id);
        }
      }
    } catch (IOException failure) {
      uncertain = true;
      LOG.warn("Failed to delete image {}, it is deleted at the next start", id, failure);
    }
  }

  private void repair() throws IOException {
    synchronized (lock) {
      revision.set(index.property(REVISION).map(Long::parseLong).orElse(0L));
      Optional<DataSetCounts> sealed = seal.take(revision.get());
      if (sealed.isPresent() && repair.isReadable()) {
        counter = DataSetCounter.of(sealed.get());
        return;
      }
      Optional<DataSetCounter> counted = repair.isReadable() ? repair.count() : Optional.empty();
      if (counted.isPresent()) {
        counter = counted.get();
      } else {
        LOG.warn("Image files are missing or incomplete, reading the topic from the beginning");
        clear();
      }
      uncertain = repair.finish();
    }
  }

  private void clear() {
    index.clear();
    index.property(REVISION, Long.toString(revision.incrementAndGet()));
    counter = new DataSetCounter();
    uncertain = true; // the files are still there
  }

  /** A lease on images, which stay readable until it is closed. */
  @FunctionalInterface
  public interface Lease extends AutoCloseable {
    @Override
    void close();
  }
}

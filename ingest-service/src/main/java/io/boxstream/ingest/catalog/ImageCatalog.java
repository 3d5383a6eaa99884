package io.boxstream.ingest.catalog;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventCodec;
import io.boxstream.events.Split;
import io.boxstream.events.Topics;
import io.boxstream.ingest.disk.IndexFile;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.h2.mvstore.MVMap;

/**
 * The images on the topic by id, to recognise duplicates without reading the topic.
 *
 * <p>It has two writers: the publisher, after an acknowledgement, and the follower of the topic,
 * which delivers the same records later. An entry stores the offset of its record, and an older
 * record never replaces a newer one. All records of an id are in one partition, so their offsets
 * can be compared. Memory is bounded: the map is stored in a file.
 */
public final class ImageCatalog implements TopicIndex {

  private static final String GONE = "gone";

  private final IndexFile file;
  private final MVMap<String, String> entries;
  private final EventCodec codec;
  private final Map<Split, AtomicLong> counts = new EnumMap<>(Split.class);

  /**
   * @param file owned by the caller
   * @param codec reads the topic's records
   */
  public ImageCatalog(IndexFile file, EventCodec codec) {
    this.file = file;
    this.entries = file.store().openMap("images");
    this.codec = codec;
    for (Split split : Split.values()) {
      counts.put(split, new AtomicLong());
    }
    entries.values().forEach(state -> count(state, 1));
  }

  /**
   * Checks that the catalog can be written.
   *
   * @throws io.boxstream.ingest.disk.DiskFullException while it waits for space on the disk
   */
  public void requireRoom() {
    file.requireRoom();
  }

  /** The entry of an image; empty if the image is not on the topic. */
  public Optional<CatalogEntry> find(String id) {
    return Optional.ofNullable(entries.get(id)).flatMap(ImageCatalog::entryOf);
  }

  /** The number of images of a split on the topic. */
  public long count(Split split) {
    return counts.get(split).get();
  }

  /** Records that an image was acknowledged at an offset. */
  public void published(String id, CatalogEntry entry, long offset) {
    replace(id, entry.split().name() + ' ' + entry.labels(), offset);
  }

  /** Records that a tombstone was acknowledged at an offset. */
  public void removed(String id, long offset) {
    replace(id, GONE, offset);
  }

  @Override
  public String topic() {
    return Topics.ANNOTATED_IMAGES;
  }

  @Override
  public void apply(ConsumerRecord<byte[], byte[]> record) {
    String id = EventCodec.key(record);
    if (record.value() == null) {
      removed(id, record.offset());
      return;
    }
    if (isCurrent(id, record.offset())) {
      return;
    }
    AnnotatedImage image = codec.fromRecord(record, AnnotatedImage.class);
    published(id, CatalogEntry.of(image), record.offset());
  }

  @Override
  public synchronized void clear() {
    entries.clear();
    counts.values().forEach(count -> count.set(0));
  }

  /** Whether the entry is as new as a record: what this process published need not be decoded. */
  private boolean isCurrent(String id, long offset) {
    String known = entries.get(id);
    return known != null && offsetOf(known) >= offset;
  }

  private static long offsetOf(String entry) {
    return Long.parseLong(entry.substring(0, entry.indexOf(' ')));
  }

  private synchronized void replace(String id, String state, long offset) {
    String known = entries.get(id);
    if (known == null || offsetOf(known) <= offset) {
      String entry = offset + " " + state;
      entries.put(id, entry);
      count(entry, 1);
      if (known != null) {
        count(known, -1);
      }
    }
  }

  private void count(String text, long change) {
    entryOf(text).ifPresent(entry -> counts.get(entry.split()).addAndGet(change));
  }

  private static Optional<CatalogEntry> entryOf(String text) {
    String[] form = text.split(" ", 3);
    return form[1].equals(GONE)
        ? Optional.empty()
        : Optional.of(new CatalogEntry(Split.valueOf(form[1]), form[2]));
  }
}

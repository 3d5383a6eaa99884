package io.boxstream.ingest.catalog;

import io.boxstream.dataset.quality.ClassShapes;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventCodec;
import io.boxstream.events.LabelRevision;
import io.boxstream.events.PoisonRecordException;
import io.boxstream.events.Split;
import io.boxstream.events.Topics;
import io.boxstream.images.PerceptualHash;
import io.boxstream.ingest.disk.IndexFile;
import io.boxstream.ingest.statistics.StatisticsReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * The images on the topic, without their bytes: by id, to recognise duplicates without reading the
 * topic, and in lists by class, split, source and time.
 *
 * <p>It has two writers: the publisher, after an acknowledgement, and the follower of the topic,
 * which delivers the same records later. An older record never replaces a newer one. All records of
 * an id are in one partition, so their offsets can be compared. Memory is bounded: the maps are
 * stored in a file.
 */
public final class ImageCatalog implements TopicIndex {

  private static final String COUNTS = "image-counts";

  private final IndexFile file;
  private final EventCodec codec;

  /** The packed address of the newest record of an id; its complement if that is a tombstone. */
  private final MVMap<String, Long> records;

  /** The entries by the packed address of their record. */
  private final MVMap<Long, byte[]> entries;

  private final MVMap<Long, byte[]> histories;
  private final ImageListing listing;
  private final LookalikeIndex lookalikes;
  private final ChangedImages changed;
  private final OwnRecords own = new OwnRecords();
  private final ImageCounts counts;

  /**
   * @param file owned by the caller
   * @param codec reads the topic's records
   */
  public ImageCatalog(IndexFile file, EventCodec codec) {
    this.file = file;
    this.codec = codec;
    this.records =
        file.store()
            .openMap(
                "image-records",
                new MVMap.Builder<String, Long>()
                    .keyType(StringDataType.INSTANCE)
                    .valueType(LongDataType.INSTANCE));
    this.entries = file.store().openMap("image-entries", byRecord());
    this.histories = file.store().openMap("image-histories", byRecord());
    this.listing = new ImageListing(file.store());
    this.lookalikes = new LookalikeIndex(file.store());
    this.changed = new ChangedImages(file.store());
    this.counts = new ImageCounts(listing);
    if (!file.counts(COUNTS)
        .map(rows -> counts.restore(rows, entries.sizeAsLong()))
        .orElse(false)) {
      entries.forEach((record, entry) -> counts.recount(read(record, entry)));
    }
    file.keepCounts(COUNTS, counts::rows);
  }

  private static MVMap.Builder<Long, byte[]> byRecord() {
    return new MVMap.Builder<Long, byte[]>()
        .keyType(LongDataType.INSTANCE)
        .valueType(ByteArrayDataType.INSTANCE);
  }

  /**
   * Checks that the catalog can be written.
   *
   * @throws io.boxstream.ingest.disk.DiskFullException while it waits for space on the disk
   */
  public void requireRoom() {
    file.requireRoom();
  }

  /** Whether an image is on the topic. */
  public boolean holds(String id) {
    Long record = records.get(id);
    return record != null && record >= 0;
  }

  /** Finds an image; empty if the image is not on the topic. */
  public Optional<CatalogImage> find(String id) {
    Long record = records.get(id);
    while (record != null && record >= 0) {
      CatalogImage image = entry(record);
      if (image != null) {
        return Optional.of(image);
      }
      Long newer = records.get(id);
      // A newer record has replaced it meanwhile.
      record = record.equals(newer) ? null : newer;
    }
    return Optional.empty();
  }

  /** The earlier labels of an image, newest first. */
  public List<LabelRevision> history(CatalogImage image) {
    byte[] history = histories.get(image.record().packed());
    return history == null ? List.of() : EntryCodec.readHistory(history);
  }

  /**
   * The images that look nearly the same, nearest first.
   *
   * @param distance bits in which their hashes differ at most, from 0 to 7
   */
  public List<Lookalike> lookalikes(PerceptualHash hash, int distance) {
    return images(lookalikes.find(hash, distance));
  }

  /**
   * The same for many hashes, which is faster than one after the other.
   *
   * @return the images like each hash, in the order of the hashes, read when they are asked for
   */
  public Stream<List<Lookalike>> lookalikes(List<PerceptualHash> hashes, int distance) {
    return lookalikes.find(hashes, distance).stream().map(this::images);
  }

  private List<Lookalike> images(List<LookalikeIndex.Match> matches) {
    List<Lookalike> found = new ArrayList<>();
    for (LookalikeIndex.Match match : matches) {
      CatalogImage image = entry(match.record());
      if (image != null) {
        found.add(new Lookalike(image, match.distance()));
      }
    }
    return found;
  }

  /** Sizes and shapes of the boxes of each class. */
  public ClassShapes shapes() {
    return counts.shapes();
  }

  /** The records that this process publishes, which its reader of the topic passes over. */
  public OwnRecords own() {
    return own;
  }

  /** The images that have changed since someone last asked. */
  public ChangedImages changed() {
    return changed;
  }

  /**
   * The ids of images in a fixed order.
   *
   * @param after the last id of the previous call; empty for the first ids
   * @param limit maximum number of ids
   * @return ids, also of images that have been removed
   */
  public List<String> ids(String after, int limit) {
    List<String> ids = new ArrayList<>();
    String id = after.isEmpty() ? records.firstKey() : records.higherKey(after);
    while (id != null && ids.size() < limit) {
      ids.add(id);
      id = records.higherKey(id);
    }
    return ids;
  }

  /** Shows whether an image is suspect in lists. */
  public void markSuspect(String id, boolean suspect) {
    file.change(
        () -> {
          synchronized (this) {
            find(id).ifPresent(image -> listing.mark(image.labels(), image.record(), suspect));
          }
        });
  }

  /** Whether an image is among those that look wrong. */
  public boolean isSuspect(CatalogImage image) {
    return listing.isSuspect(image.labels(), image.record());
  }

  /** Counts of all images. */
  public StatisticsReport statistics() {
    return counts.tally().report();
  }

  /** Counts of a class; empty if no box has it. */
  public Optional<StatisticsReport.ClassCounts> statistics(String label) {
    return counts.tally().report(label);
  }

  /** The number of images without a perceptual hash, whose near-duplicates are not found. */
  public long withoutHash() {
    return listing.count(Facet.ALL) - counts.hashed();
  }

  /** The number of images of a split on the topic. */
  public long count(Split split) {
    return listing.count(Facet.of(split));
  }

  /**
   * The number of images that a filter matches; empty if only a walk through the list could tell.
   */
  public Optional<Long> count(ImageFilter filter) {
    List<Facet> facets = filter.facets();
    if (facets.size() > 1 || filter.since().isPresent() || filter.text().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(listing.count(facets.isEmpty() ? Facet.ALL : facets.get(0)));
  }

  /**
   * Returns a page of the images, newest first. An image whose labels change moves to the front.
   *
   * @param after the {@link ImagePage#next} of the previous page; empty for the first page
   * @param limit maximum number of images
   */
  public ImagePage page(ImageFilter filter, Optional<ListingCursor> after, int limit) {
    return listing.page(filter, after, limit, this::entry);
  }

  /**
   * Records that an image was acknowledged.
   *
   * @param image with or without its bytes
   * @param record its address
   * @param at time of the record
   */
  public void published(AnnotatedImage image, RecordAddress record, Instant at) {
    CatalogImage entry = CatalogImage.of(image, record, at);
    change(
        image.id(),
        record,
        record.packed(),
        () -> {
          entries.put(record.packed(), EntryCodec.write(entry));
          image
              .history()
              .map(EntryCodec::writeHistory)
              .ifPresent(history -> histories.put(record.packed(), history));
          listing.add(entry.labels(), record);
          entry.form().perceptualHash().ifPresent(hash -> lookalikes.add(hash, record));
          counts.add(entry);
        });
  }

  /** Records that a tombstone was acknowledged. */
  public void removed(String id, RecordAddress record) {
    change(id, record, ~record.packed(), () -> {});
  }

  @Override
  public String topic() {
    return Topics.ANNOTATED_IMAGES;
  }

  @Override
  public void apply(ConsumerRecord<byte[], byte[]> record) {
    String id = EventCodec.key(record);
    RecordAddress address = new RecordAddress(record.partition(), record.offset());
    if (record.value() == null) {
      removed(id, address);
      return;
    }
    if (isCurrent(id, address)) {
      return;
    }
    AnnotatedImage image = codec.fromRecord(record, AnnotatedImage.class);
    if (!image.id().equals(id)) {
      throw new PoisonRecordException("verify", "the key is not the image id " + image.id(), null);
    }
    published(image, address, Instant.ofEpochMilli(record.timestamp()));
  }

  @Override
  public void clear() {
    file.change(
        () -> {
          synchronized (this) {
            records.clear();
            entries.clear();
            histories.clear();
            listing.clear();
            lookalikes.clear();
            changed.clear();
            counts.clear();
          }
        });
  }

  /** Whether the entry is as new as a record: what this process published need not be decoded. */
  private boolean isCurrent(String id, RecordAddress record) {
    Long known = records.get(id);
    return known != null && address(known).offset() >= record.offset();
  }

  private void change(String id, RecordAddress record, long state, Runnable addition) {
    file.change(
        () -> {
          synchronized (this) {
            if (!isCurrent(id, record)) {
              Optional<CatalogImage> earlier = find(id);
              addition.run();
              records.put(id, state);
              earlier.ifPresent(this::remove);
              changed.add(id, state);
            }
          }
        });
  }

  private void remove(CatalogImage image) {
    long record = image.record().packed();
    entries.remove(record);
    histories.remove(record);
    listing.remove(image.labels(), image.record());
    image.form().perceptualHash().ifPresent(hash -> lookalikes.remove(hash, image.record()));
    counts.remove(image);
  }

  /** Null if there is no entry. */
  private CatalogImage entry(long record) {
    byte[] entry = entries.get(record);
    return entry == null ? null : read(record, entry);
  }

  private static CatalogImage read(long record, byte[] entry) {
    return EntryCodec.read(entry, RecordAddress.unpacked(record));
  }

  private static RecordAddress address(long state) {
    return RecordAddress.unpacked(state >= 0 ? state : ~state);
  }
}

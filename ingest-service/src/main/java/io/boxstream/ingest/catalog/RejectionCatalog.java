package io.boxstream.ingest.catalog;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventMappers;
import io.boxstream.events.RejectedImage;
import io.boxstream.events.Topics;
import io.boxstream.ingest.disk.IndexFile;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.h2.mvstore.MVMap;

/**
 * The rejections on the topic by id and by time, newest first. A tombstone means that the image has
 * been corrected and accepted. Rejections are removed when the topic's retention has expired.
 * Memory use is bounded, because the maps are stored in a file.
 */
public final class RejectionCatalog implements TopicIndex {

  /** How long the topic keeps a rejection. */
  static final Duration RETENTION = Duration.ofDays(30);

  private static final Pattern POSITION = Pattern.compile("\\d{20} .+");

  private final IndexFile file;
  private final MVMap<String, String> positionById;
  private final MVMap<String, String> rejectionByPosition;
  private final EventCodec codec;
  private final ObjectMapper mapper = EventMappers.json();
  private final Clock clock;

  /**
   * @param file closed by the caller
   * @param codec reads the topic's records
   * @param clock determines which rejections have expired
   */
  public RejectionCatalog(IndexFile file, EventCodec codec, Clock clock) {
    this.file = file;
    this.positionById = file.store().openMap("rejection-ids");
    this.rejectionByPosition = file.store().openMap("rejections");
    this.codec = codec;
    this.clock = clock;
  }

  /**
   * One page of the list.
   *
   * @param rejections newest first
   * @param next position of the next page; empty on the last page
   */
  public record Page(List<RejectedImage> rejections, Optional<String> next) {

    /** Copies the list. */
    public Page {
      rejections = List.copyOf(rejections);
      requireNonNull(next, "next");
    }
  }

  /**
   * Checks that the catalog can be written.
   *
   * @throws io.boxstream.ingest.disk.DiskFullException if writes wait because the disk is full
   */
  public void requireRoom() {
    file.requireRoom();
  }

  /** Finds a rejection; empty if it is unknown or has been corrected. */
  public Optional<RejectedImage> find(String id) {
    return Optional.ofNullable(positionById.get(id)).map(rejectionByPosition::get).map(this::read);
  }

  /** Whether a text has the format of {@link Page#next}. */
  public static boolean isPosition(String text) {
    return POSITION.matcher(text).matches();
  }

  /** The number of rejections. */
  public long size() {
    return positionById.sizeAsLong();
  }

  /**
   * Returns a page of the rejections.
   *
   * @param after the {@link Page#next} of the previous page; empty for the first page
   * @param limit maximum number of rejections
   */
  public Page page(Optional<String> after, int limit) {
    List<RejectedImage> found = new ArrayList<>();
    String position =
        after.isPresent()
            ? rejectionByPosition.lowerKey(after.get())
            : rejectionByPosition.lastKey();
    String last = null;
    while (position != null && found.size() < limit) {
      String text = rejectionByPosition.get(position);
      if (text != null) {
        found.add(read(text));
      }
      last = position;
      position = rejectionByPosition.lowerKey(position);
    }
    return new Page(found, position == null ? Optional.empty() : Optional.ofNullable(last));
  }

  @Override
  public String topic() {
    return Topics.REJECTED_IMAGES;
  }

  @Override
  public void apply(ConsumerRecord<byte[], byte[]> record) {
    String id = EventCodec.key(record);
    if (record.value() == null) {
      mended(id);
    } else {
      rejected(codec.fromRecord(record, RejectedImage.class));
    }
  }

  /** Adds a rejection after the broker has acknowledged it. */
  public synchronized void rejected(RejectedImage rejection) {
    String position = "%020d %s".formatted(rejection.at().toEpochMilli(), rejection.id());
    String known = positionById.get(rejection.id());
    if (known == null || known.compareTo(position) < 0) {
      mended(rejection.id());
      rejectionByPosition.put(position, write(rejection));
      positionById.put(rejection.id(), position);
    }
    removeExpired();
  }

  /** Removes a rejection whose image has been accepted. */
  public synchronized void mended(String id) {
    String position = positionById.remove(id);
    if (position != null) {
      rejectionByPosition.remove(position);
    }
  }

  @Override
  public synchronized void clear() {
    positionById.clear();
    rejectionByPosition.clear();
  }

  private void removeExpired() {
    String oldest = "%020d".formatted(clock.instant().minus(RETENTION).toEpochMilli());
    String first = rejectionByPosition.firstKey();
    while (first != null && first.compareTo(oldest) < 0) {
      positionById.remove(first.substring(first.indexOf(' ') + 1), first);
      rejectionByPosition.remove(first);
      first = rejectionByPosition.firstKey();
    }
  }

  private String write(RejectedImage rejection) {
    try {
      return mapper.writeValueAsString(rejection);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RejectedImage read(String text) {
    try {
      return mapper.readValue(text, RejectedImage.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}

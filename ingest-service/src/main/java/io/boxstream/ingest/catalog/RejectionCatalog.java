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
 * The rejections of the topic by id and by time, newest first. A tombstone says that the image has
 * been mended since. Rejections leave it when they leave the topic. Memory is bounded: the maps are
 * a file.
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
   * @param file owned by the caller
   * @param codec reads the topic's records
   * @param clock tells what is too old
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
   * @param next where the next page begins; empty after the last
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
   * @throws io.boxstream.ingest.disk.DiskFullException where it waits for room on the disk
   */
  public void requireRoom() {
    file.requireRoom();
  }

  /** What is known of a rejection; empty where it is unknown or mended. */
  public Optional<RejectedImage> find(String id) {
    return Optional.ofNullable(positionById.get(id)).map(rejectionByPosition::get).map(this::read);
  }

  /** Whether a text has the form of a {@link Page#next}. */
  public static boolean isPosition(String text) {
    return POSITION.matcher(text).matches();
  }

  /** How many there are. */
  public long size() {
    return positionById.sizeAsLong();
  }

  /**
   * Some of the list.
   *
   * @param after the {@link Page#next} of the page before; empty for the first
   * @param limit most of them
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

  /** A rejection has been acknowledged by the log. */
  public synchronized void rejected(RejectedImage rejection) {
    String position = "%020d %s".formatted(rejection.at().toEpochMilli(), rejection.id());
    String known = positionById.get(rejection.id());
    if (known == null || known.compareTo(position) < 0) {
      mended(rejection.id());
      rejectionByPosition.put(position, write(rejection));
      positionById.put(rejection.id(), position);
    }
    dropOld();
  }

  /** A rejection's image is on the log now. */
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

  private void dropOld() {
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

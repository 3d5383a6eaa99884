package io.boxstream.ingest.catalog;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventMappers;
import io.boxstream.events.RejectedImage;
import io.boxstream.events.RejectionReason;
import io.boxstream.events.Topics;
import io.boxstream.ingest.disk.IndexFile;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.h2.mvstore.MVMap;

/**
 * The rejections on the topic by id and in lists by reason, source and time, newest first. A
 * tombstone means that the image has been corrected and accepted, or that someone has dismissed the
 * rejection. Rejections are removed when the topic's retention has expired. Memory use is bounded,
 * because the maps are stored in a file. A page costs the same for every number of rejections.
 */
public final class RejectionCatalog implements TopicIndex {

  /** How long the topic keeps a rejection. */
  static final Duration RETENTION = Duration.ofDays(30);

  private static final Pattern POSITION = Pattern.compile("\\d{20} .+");

  /** Greater than every position. */
  private static final String END = "~";

  private final IndexFile file;
  private final MVMap<String, String> positionById;
  private final MVMap<String, String> rejectionByPosition;

  /** The positions in the list of each filter: its prefix and the position. */
  private final MVMap<String, String> lists;

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
    this.lists = file.store().openMap("rejection-lists");
    this.codec = codec;
    this.clock = clock;
    if (lists.isEmpty()) {
      // The file may be of a release without these lists.
      file.change(
          () -> rejectionByPosition.forEach((position, text) -> list(position, read(text))));
    }
  }

  /**
   * One page of a list.
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

  /** Finds a rejection; empty if it is unknown, or was corrected or dismissed. */
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

  /** The number of rejections that a filter matches. */
  public long count(RejectionFilter filter) {
    String prefix = filter.prefix();
    return place(prefix + END) - place(prefix);
  }

  /** The number of keys before a key that is not in the map. */
  private long place(String absent) {
    long index = lists.getKeyIndex(absent);
    return index < 0 ? -index - 1 : index;
  }

  /** The number of rejections by reason, of the reasons that occur. */
  public Map<RejectionReason, Long> reasons() {
    Map<RejectionReason, Long> counts = new EnumMap<>(RejectionReason.class);
    for (RejectionReason reason : RejectionReason.values()) {
      long count = count(RejectionFilter.ofReason(reason));
      if (count > 0) {
        counts.put(reason, count);
      }
    }
    return counts;
  }

  /** The number of rejections by the kind of their source. */
  public Map<String, Long> sources() {
    Map<String, Long> counts = new TreeMap<>();
    RejectionFilter first = RejectionFilter.ofSource("");
    String key = lists.higherKey(first.prefix());
    // The lists of sources without a reason are beside each other, and begin with a line break.
    while (key != null && key.startsWith("\n=")) {
      String source = key.substring(2, key.indexOf('\n', 2));
      RejectionFilter filter = RejectionFilter.ofSource(source);
      counts.put(source, count(filter));
      key = lists.higherKey(filter.prefix() + END);
    }
    return counts;
  }

  /**
   * Returns a page of the rejections.
   *
   * @param after the {@link Page#next} of the previous page; empty for the first page
   * @param limit maximum number of rejections
   */
  public Page page(RejectionFilter filter, Optional<String> after, int limit) {
    String prefix = filter.prefix();
    List<RejectedImage> found = new ArrayList<>();
    String key = before(prefix, after.orElse(END));
    String last = null;
    while (key != null && found.size() < limit) {
      last = key.substring(prefix.length());
      Optional.ofNullable(rejectionByPosition.get(last)).map(this::read).ifPresent(found::add);
      key = before(prefix, last);
    }
    return new Page(found, key == null ? Optional.empty() : Optional.ofNullable(last));
  }

  /** The next older key of a list; null if there is none. */
  private String before(String prefix, String position) {
    String key = lists.lowerKey(prefix + position);
    return key != null && key.startsWith(prefix) ? key : null;
  }

  @Override
  public String topic() {
    return Topics.REJECTED_IMAGES;
  }

  @Override
  public void apply(ConsumerRecord<byte[], byte[]> record) {
    String id = EventCodec.key(record);
    if (record.value() == null) {
      removed(id);
    } else {
      rejected(codec.fromRecord(record, RejectedImage.class));
    }
  }

  /** Adds a rejection after the broker has acknowledged it. */
  public void rejected(RejectedImage rejection) {
    String position = "%020d %s".formatted(rejection.at().toEpochMilli(), rejection.id());
    change(
        () -> {
          String known = positionById.get(rejection.id());
          if (known == null || known.compareTo(position) < 0) {
            remove(rejection.id());
            rejectionByPosition.put(position, write(rejection));
            positionById.put(rejection.id(), position);
            list(position, rejection);
          }
          removeExpired();
        });
  }

  /** Removes a rejection whose image has been accepted, or which someone has dismissed. */
  public void removed(String id) {
    change(() -> remove(id));
  }

  @Override
  public void clear() {
    change(
        () -> {
          positionById.clear();
          rejectionByPosition.clear();
          lists.clear();
        });
  }

  private void change(Runnable work) {
    file.change(
        () -> {
          synchronized (this) {
            work.run();
          }
        });
  }

  private void remove(String id) {
    String position = positionById.remove(id);
    if (position != null) {
      removeAt(position);
    }
  }

  private void removeAt(String position) {
    String text = rejectionByPosition.remove(position);
    if (text != null) {
      RejectionFilter.matching(read(text))
          .forEach(filter -> lists.remove(filter.prefix() + position));
    }
  }

  private void list(String position, RejectedImage rejection) {
    RejectionFilter.matching(rejection)
        .forEach(filter -> lists.put(filter.prefix() + position, ""));
  }

  private void removeExpired() {
    String oldest = "%020d".formatted(clock.instant().minus(RETENTION).toEpochMilli());
    String first = rejectionByPosition.firstKey();
    while (first != null && first.compareTo(oldest) < 0) {
      positionById.remove(first.substring(first.indexOf(' ') + 1), first);
      removeAt(first);
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

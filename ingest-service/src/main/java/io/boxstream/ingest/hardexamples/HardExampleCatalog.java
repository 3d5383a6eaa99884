package io.boxstream.ingest.hardexamples;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventMappers;
import io.boxstream.events.HardExample;
import io.boxstream.events.HardExampleReason;
import io.boxstream.events.Topics;
import io.boxstream.ingest.catalog.ImageCatalog;
import io.boxstream.ingest.catalog.RecordAddress;
import io.boxstream.ingest.catalog.TopicIndex;
import io.boxstream.ingest.disk.IndexFile;
import io.boxstream.ingest.hardexamples.ExampleQuery.Order;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.h2.mvstore.MVMap;

/**
 * The hard examples on the topic, by id, by score and by time. A tombstone dismisses an example; an
 * example is answered when its image is in the data set. Examples are removed when the topic's
 * retention has expired. The maps are in a file; a list examines at most {@link #MOST_EXAMINED}
 * examples for a page. Thread-safe.
 */
public final class HardExampleCatalog implements TopicIndex {

  /** How long the topic keeps an example. */
  static final Duration RETENTION = Duration.ofDays(30);

  /** A page ends here even if it is short. */
  static final int MOST_EXAMINED = 1000;

  private static final double SCORE_STEPS = 1e9;
  private static final int SCORE_DIGITS = 10;
  private static final int TIME_DIGITS = 20;
  private static final String SEPARATOR = " ";
  private static final Pattern POSITION = Pattern.compile("(\\d{10}-)?\\d{20}-[0-9a-f]{64}");

  private final IndexFile file;
  private final MVMap<String, String> examples;
  private final Map<Order, MVMap<String, String>> orders;
  private final MVMap<String, Long> dismissed;

  /** The codes of the reasons of each example: to count them, nothing else has to be read. */
  private final MVMap<String, String> reasons;

  private final ImageCatalog images;
  private final EventCodec codec;
  private final Clock clock;
  private final ObjectMapper mapper = EventMappers.json();

  /**
   * @param file closed by the caller
   * @param images knows which examples are answered
   * @param codec reads the topic's records
   * @param clock determines which examples have expired
   */
  public HardExampleCatalog(IndexFile file, ImageCatalog images, EventCodec codec, Clock clock) {
    this.file = requireNonNull(file, "file");
    this.images = requireNonNull(images, "images");
    this.codec = requireNonNull(codec, "codec");
    this.clock = requireNonNull(clock, "clock");
    this.examples = file.store().openMap("hard-examples");
    this.orders =
        Map.of(
            Order.HARDEST, file.store().openMap("hard-examples-by-score"),
            Order.NEWEST, file.store().openMap("hard-examples-by-time"));
    this.dismissed = file.store().openMap("hard-examples-dismissed");
    this.reasons = file.store().openMap("hard-examples-reasons");
    if (reasons.isEmpty()) {
      // The file may be of a release without this map.
      file.change(() -> all().forEach(example -> reasons.put(example.id(), codes(example))));
    }
  }

  /**
   * A page of a list.
   *
   * @param next position of the next page; empty on the last page
   */
  public record Page(List<ListedExample> examples, Optional<String> next) {

    public Page {
      examples = List.copyOf(examples);
      requireNonNull(next, "next");
    }
  }

  /** Finds an example; empty if it is unknown or has expired. */
  public Optional<ListedExample> find(String id) {
    return Optional.ofNullable(examples.get(id)).map(this::read);
  }

  /** The state of an example. */
  public ExampleState state(String id) {
    if (images.find(id).isPresent()) {
      return ExampleState.ANSWERED;
    }
    return dismissed.containsKey(id) ? ExampleState.DISMISSED : ExampleState.OPEN;
  }

  /** The number of examples in any state. */
  public long size() {
    return examples.sizeAsLong();
  }

  /** All examples, in no particular order. */
  Stream<ListedExample> all() {
    return examples.values().stream().map(this::read);
  }

  /** Examples that wait for labels, by each of their reasons. */
  OpenExamples.Counts countOpen() {
    long total = 0;
    Map<HardExampleReason, Long> byReason = new EnumMap<>(HardExampleReason.class);
    for (Map.Entry<String, String> example : reasons.entrySet()) {
      if (!dismissed.containsKey(example.getKey()) && !images.holds(example.getKey())) {
        total++;
        for (String code : example.getValue().split(SEPARATOR)) {
          HardExampleReason.of(code).ifPresent(reason -> byReason.merge(reason, 1L, Long::sum));
        }
      }
    }
    return new OpenExamples.Counts(total, byReason);
  }

  private static String codes(ListedExample example) {
    return example.example().reasons().stream()
        .map(HardExampleReason::code)
        .collect(Collectors.joining(SEPARATOR));
  }

  /** Whether a text has the form of {@link Page#next} for this order. */
  public static boolean isPosition(String text, Order order) {
    int first = order == Order.HARDEST ? SCORE_DIGITS : TIME_DIGITS;
    return POSITION.matcher(text).matches() && text.indexOf('-') == first;
  }

  /**
   * Returns a page.
   *
   * @param after the {@link Page#next} of the previous page; empty for the first page
   * @param limit maximum number of examples
   */
  public Page page(ExampleQuery query, Optional<String> after, int limit) {
    MVMap<String, String> order = orders.get(query.order());
    List<ListedExample> found = new ArrayList<>();
    String position = after.isPresent() ? order.lowerKey(after.get()) : order.lastKey();
    String last = null;
    for (int examined = 0;
        position != null && found.size() < limit && examined < MOST_EXAMINED;
        examined++) {
      Optional.ofNullable(order.get(position))
          .flatMap(this::find)
          .filter(example -> matches(example, query))
          .ifPresent(found::add);
      last = position;
      position = order.lowerKey(position);
    }
    return new Page(found, position == null ? Optional.empty() : Optional.ofNullable(last));
  }

  private boolean matches(ListedExample example, ExampleQuery query) {
    return query.reason().map(example.example().reasons()::contains).orElse(true)
        && query.state().map(state -> state == state(example.id())).orElse(true);
  }

  @Override
  public String topic() {
    return Topics.HARD_EXAMPLES;
  }

  @Override
  public void apply(ConsumerRecord<byte[], byte[]> record) {
    String id = EventCodec.key(record);
    if (record.value() == null) {
      dismissed(id, Instant.ofEpochMilli(record.timestamp()));
      return;
    }
    HardExample example = codec.fromRecord(record, HardExample.class);
    Optional<Instant> modelAt = find(id).flatMap(ListedExample::modelAt);
    put(
        new ListedExample(
            example.withoutBytes(),
            Instant.ofEpochMilli(record.timestamp()),
            new RecordAddress(record.partition(), record.offset()),
            modelAt));
    removeExpired();
  }

  /** Marks an example as dismissed, after the broker has acknowledged the tombstone. */
  public synchronized void dismissed(String id, Instant at) {
    if (examples.containsKey(id)) {
      file.change(() -> dismissed.put(id, at.toEpochMilli()));
    }
  }

  /** Records the first checkpoint that was trained with an image. */
  synchronized void trained(String id, Instant at) {
    find(id).ifPresent(example -> put(example.withModelAt(at)));
  }

  @Override
  public synchronized void clear() {
    file.change(
        () -> {
          orders.values().forEach(MVMap::clear);
          dismissed.clear();
          reasons.clear();
          examples.clear();
        });
  }

  private synchronized void put(ListedExample example) {
    file.change(
        () -> {
          find(example.id()).ifPresent(this::unlist);
          examples.put(example.id(), write(example));
          reasons.put(example.id(), codes(example));
          orders.forEach((order, map) -> map.put(position(example, order), example.id()));
        });
  }

  private synchronized void removeExpired() {
    String oldest = "%020d".formatted(clock.instant().minus(RETENTION).toEpochMilli());
    MVMap<String, String> byTime = orders.get(Order.NEWEST);
    String first = byTime.firstKey();
    while (first != null && first.compareTo(oldest) < 0) {
      String expired = byTime.get(first);
      file.change(
          () -> {
            find(expired).ifPresent(this::unlist);
            examples.remove(expired);
            reasons.remove(expired);
            dismissed.remove(expired);
          });
      first = byTime.firstKey();
    }
  }

  private void unlist(ListedExample example) {
    orders.forEach((order, map) -> map.remove(position(example, order)));
  }

  private static String position(ListedExample example, Order order) {
    String time = "%020d-%s".formatted(example.publishedAt().toEpochMilli(), example.id());
    return switch (order) {
      case NEWEST -> time;
      case HARDEST -> "%010d-%s".formatted(Math.round(example.score() * SCORE_STEPS), time);
    };
  }

  private String write(ListedExample example) {
    try {
      return mapper.writeValueAsString(example);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ListedExample read(String text) {
    try {
      return mapper.readValue(text, ListedExample.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}

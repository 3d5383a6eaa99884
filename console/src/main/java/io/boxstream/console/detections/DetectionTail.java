package io.boxstream.console.detections;

import io.boxstream.console.log.LogReader;
import io.boxstream.console.log.LogUnavailableException;
import io.boxstream.console.log.Partitions;
import io.boxstream.events.DetectionResult;
import io.boxstream.events.EventCodec;
import io.boxstream.events.MalformedEventException;
import io.boxstream.events.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last records of {@code detections}. Each read takes what has come since the last one, but
 * never more than is kept: at a high rate the others are not read at all. Confined to the thread of
 * a {@link LogReader}.
 */
final class DetectionTail implements LogReader.Read<List<Detection>> {
  private static final Logger LOG = LoggerFactory.getLogger(DetectionTail.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Comparator<Detection> NEWEST_FIRST =
      Comparator.comparing(Detection::at).thenComparing(Detection::id).reversed();

  private final int most;
  private final EventCodec codec = EventCodec.forService("console");
  private final Map<TopicPartition, Deque<Detection>> kept = new HashMap<>();
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  /**
   * @param most records that are kept, of all partitions together
   */
  DetectionTail(int most) {
    this.most = most;
  }

  /** Reads on; all that is kept, the newest first. */
  @Override
  public List<Detection> with(Consumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = Partitions.of(consumer, Topics.DETECTIONS);
    int each = Math.max(1, most / partitions.size());
    // Without an assignment, the client logs a warning about these partitions.
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, Partitions.TIMEOUT);
    Map<TopicPartition, Long> starts = starts(consumer, ends, each);
    if (!starts.isEmpty()) {
      consumer.assign(starts.keySet());
      starts.forEach(consumer::seek);
      readTo(consumer, starts, ends, each);
    }
    List<Detection> all = new ArrayList<>();
    kept.values().forEach(all::addAll);
    all.sort(NEWEST_FIRST);
    return all;
  }

  /** Where to read on, of the partitions that have something new. */
  private Map<TopicPartition, Long> starts(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, int each) {
    List<TopicPartition> grown = new ArrayList<>();
    ends.forEach(
        (partition, end) -> {
          if (positions.getOrDefault(partition, 0L) > end) {
            // The topic was created anew.
            positions.remove(partition);
            kept.remove(partition);
          }
          if (positions.getOrDefault(partition, 0L) < end) {
            grown.add(partition);
          }
        });
    if (grown.isEmpty()) {
      return Map.of();
    }
    Map<TopicPartition, Long> starts = new HashMap<>();
    consumer
        .beginningOffsets(grown, Partitions.TIMEOUT)
        .forEach(
            (partition, beginning) -> {
              long end = ends.get(partition);
              long start =
                  Math.max(Math.max(positions.getOrDefault(partition, 0L), beginning), end - each);
              if (start < end) {
                starts.put(partition, start);
              }
            });
    return starts;
  }

  private void readTo(
      Consumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> starts,
      Map<TopicPartition, Long> ends,
      int each) {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (starts.keySet().stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
      if (System.nanoTime() - deadline > 0) {
        throw new LogUnavailableException("the newest detections were not read in " + TIMEOUT);
      }
      consumer.poll(Duration.ofMillis(500)).forEach(record -> take(record, each));
    }
    starts.keySet().forEach(partition -> positions.put(partition, consumer.position(partition)));
  }

  private void take(ConsumerRecord<byte[], byte[]> record, int each) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    positions.put(partition, record.offset() + 1);
    try {
      Deque<Detection> newest = kept.computeIfAbsent(partition, none -> new ArrayDeque<>());
      newest.addLast(Detection.of(record, codec.fromRecord(record, DetectionResult.class)));
      while (newest.size() > each) {
        newest.removeFirst();
      }
    } catch (MalformedEventException e) {
      LOG.debug("A record of {} is left out", record.topic(), e);
    }
  }
}

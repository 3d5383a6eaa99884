package io.boxstream.console.log;

import io.boxstream.events.consume.LogSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * All partitions of several topics, some from their beginning and the others from their end. After
 * a failure reading goes on where it was. A topic that was created anew is read from its beginning.
 */
public final class TailedTopics implements LogSource {
  private final Set<String> fromBeginning;
  private final Set<String> fromEnd;
  private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> historyEnds = new ConcurrentHashMap<>();

  public TailedTopics(Set<String> fromBeginning, Set<String> fromEnd) {
    this.fromBeginning = Set.copyOf(fromBeginning);
    this.fromEnd = Set.copyOf(fromEnd);
  }

  /** All topics. */
  public List<String> topics() {
    return Stream.concat(fromBeginning.stream(), fromEnd.stream()).sorted().toList();
  }

  /** Whether a record was on its topic before reading began: it is no news. */
  public boolean isHistory(ConsumerRecord<byte[], byte[]> record) {
    Long end = historyEnds.get(new TopicPartition(record.topic(), record.partition()));
    return end != null && record.offset() < end;
  }

  @Override
  public void attach(Consumer<byte[], byte[]> consumer, ConsumerRebalanceListener listener) {
    List<TopicPartition> partitions =
        topics().stream().flatMap(topic -> Partitions.of(consumer, topic).stream()).toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> beginnings =
        consumer.beginningOffsets(partitions, Partitions.TIMEOUT);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, Partitions.TIMEOUT);
    Map<TopicPartition, Long> starts = new HashMap<>();
    for (TopicPartition partition : partitions) {
      long beginning = beginnings.get(partition);
      long end = ends.get(partition);
      historyEnds.putIfAbsent(partition, end);
      long start = positions.getOrDefault(partition, first(partition, beginning, end));
      if (start > end) {
        // The topic was created anew: all of it is news.
        historyEnds.put(partition, 0L);
      }
      starts.put(partition, start < beginning || start > end ? beginning : start);
    }
    starts.forEach(consumer::seek);
    positions.putAll(starts);
  }

  private long first(TopicPartition partition, long beginning, long end) {
    return fromBeginning.contains(partition.topic()) ? beginning : end;
  }

  @Override
  public boolean commitsOffsets() {
    return false;
  }

  @Override
  public void handledUpTo(Map<TopicPartition, Long> newest) {
    positions.putAll(newest);
  }

  @Override
  public void positionsLost(Set<TopicPartition> partitions) {
    partitions.forEach(
        partition -> {
          positions.put(partition, 0L);
          historyEnds.put(partition, 0L);
        });
  }
}

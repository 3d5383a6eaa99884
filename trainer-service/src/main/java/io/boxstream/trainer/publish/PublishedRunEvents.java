package io.boxstream.trainer.publish;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.CheckpointWritten;
import io.boxstream.events.Event;
import io.boxstream.events.EventCodec;
import io.boxstream.events.MalformedEventException;
import io.boxstream.events.Topics;
import io.boxstream.events.TrainingProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Reads the trainer's own topics at startup. Every method opens its own consumer and throws {@link
 * KafkaException} when the broker is unavailable. Records that are not events are skipped.
 */
public final class PublishedRunEvents implements CheckpointNotifications.AnnouncedCheckpoints {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final EventCodec codec;

  /**
   * @param consumers makes a consumer without group and without reset policy
   */
  public PublishedRunEvents(Supplier<Consumer<byte[], byte[]>> consumers, EventCodec codec) {
    this.consumers = requireNonNull(consumers, "consumers");
    this.codec = requireNonNull(codec, "codec");
  }

  @Override
  public Map<String, Integer> latestEpochs() {
    Map<String, Integer> latest = new HashMap<>();
    read(Topics.CHECKPOINTS, Long.MAX_VALUE, CheckpointWritten.class)
        .forEach(
            notification -> latest.merge(notification.runId(), notification.epoch(), Math::max));
    return latest;
  }

  /** The latest report on {@code training-progress}; empty when the topic is empty. */
  public Optional<TrainingProgress> latestProgress() {
    List<TrainingProgress> latest = read(Topics.TRAINING_PROGRESS, 1, TrainingProgress.class);
    return latest.isEmpty() ? Optional.empty() : Optional.of(latest.get(latest.size() - 1));
  }

  /** The last records of every partition, as they are now. */
  private <T extends Event> List<T> read(String topic, long perPartition, Class<T> type) {
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
      consumer.assign(partitions);
      consumer
          .beginningOffsets(partitions)
          .forEach(
              (partition, begin) ->
                  consumer.seek(partition, Math.max(begin, ends.get(partition) - perPartition)));
      return drain(consumer, ends, type);
    }
  }

  private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic);
    if (partitions == null || partitions.isEmpty()) {
      throw new UnknownTopicOrPartitionException("there is no topic " + topic);
    }
    return partitions.stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  private <T extends Event> List<T> drain(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, Class<T> type) {
    List<T> events = new ArrayList<>();
    long silentPolls = 0;
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      boolean silent = true;
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        silent = false;
        decode(record, type).ifPresent(events::add);
      }
      silentPolls = silent ? silentPolls + 1 : 0;
      if (silentPolls * POLL.toMillis() > READ_TIMEOUT.toMillis()) {
        throw new TimeoutException("the log's end " + ends + " was not reached");
      }
    }
    return events;
  }

  private <T extends Event> Optional<T> decode(
      ConsumerRecord<byte[], byte[]> record, Class<T> type) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(codec.fromRecord(record, type));
    } catch (MalformedEventException notAnEvent) {
      return Optional.empty();
    }
  }
}

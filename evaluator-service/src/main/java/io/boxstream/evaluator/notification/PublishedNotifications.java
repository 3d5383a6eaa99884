package io.boxstream.evaluator.notification;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.events.EventCodec;
import io.boxstream.events.MalformedEventException;
import io.boxstream.events.ModelPromoted;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifications that are on the log. Records that cannot be read are ignored here; the consumers of
 * their content send them to the dead-letter topic.
 */
public final class PublishedNotifications {
  private static final Logger LOG = LoggerFactory.getLogger(PublishedNotifications.class);

  private final EventCodec codec;
  private final Set<String> evaluations = ConcurrentHashMap.newKeySet();
  private final Map<String, Long> generations = new ConcurrentHashMap<>();

  public PublishedNotifications(EventCodec codec) {
    this.codec = codec;
  }

  /** Takes note of a record of the topic of evaluations. */
  public void evaluation(ConsumerRecord<byte[], byte[]> record) {
    try {
      String key = EventCodec.key(record);
      if (record.value() == null) {
        evaluations.remove(key);
      } else {
        evaluations.add(key);
      }
    } catch (MalformedEventException e) {
      LOG.debug("A record of {} is no notification: {}", record.topic(), e.getMessage());
    }
  }

  /** Takes note of a record of the topic of promotions. */
  public void promotion(ConsumerRecord<byte[], byte[]> record) {
    try {
      ModelPromoted promoted = codec.fromRecord(record, ModelPromoted.class);
      generations.put(promoted.model(), promoted.generation());
    } catch (MalformedEventException e) {
      LOG.debug("A record of {} is no notification: {}", record.topic(), e.getMessage());
    }
  }

  boolean hasEvaluation(CheckpointId checkpoint) {
    return evaluations.contains(checkpoint.toString());
  }

  /** The generation that the last record of a model names; 0 if there is none. */
  long lastGeneration(String model) {
    return generations.getOrDefault(model, 0L);
  }
}

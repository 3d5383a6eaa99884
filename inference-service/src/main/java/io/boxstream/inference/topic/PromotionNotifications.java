package io.boxstream.inference.topic;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.EventCodec;
import io.boxstream.events.ModelPromoted;
import io.boxstream.events.consume.RecordHandler;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Notifications that a model was promoted, and has the promotion chain looked at. Nothing is taken
 * from the notification itself: the chain is the truth.
 */
public final class PromotionNotifications implements RecordHandler {
  private final EventCodec codec;
  private final String model;
  private final Runnable look;

  /**
   * Creates a handler.
   *
   * @param model name of the model that serves here; others are ignored
   * @param look has the chain looked at; returns at once
   */
  public PromotionNotifications(EventCodec codec, String model, Runnable look) {
    this.codec = requireNonNull(codec, "codec");
    this.model = requireNonNull(model, "model");
    this.look = requireNonNull(look, "look");
  }

  @Override
  public void handle(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    if (codec.fromRecord(record, ModelPromoted.class).model().equals(model)) {
      look.run();
    }
  }
}

package io.boxstream.inference.topic;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.EventCodec;
import io.boxstream.events.ModelPromoted;
import io.boxstream.events.consume.RecordHandler;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Notifications that a model was promoted, and has the promotion chain looked at. Nothing is taken
 * from the notification itself: the chain is the truth.
 */
public final class PromotionNotifications implements RecordHandler {
  private final EventCodec codec;
  private final Consumer<String> look;

  /**
   * Creates a handler.
   *
   * @param look has the chain of a model looked at if it serves here; returns at once
   */
  public PromotionNotifications(EventCodec codec, Consumer<String> look) {
    this.codec = requireNonNull(codec, "codec");
    this.look = requireNonNull(look, "look");
  }

  @Override
  public void handle(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    look.accept(codec.fromRecord(record, ModelPromoted.class).model());
  }
}

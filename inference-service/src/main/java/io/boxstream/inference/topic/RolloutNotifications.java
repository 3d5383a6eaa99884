package io.boxstream.inference.topic;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.EventCodec;
import io.boxstream.events.RolloutChanged;
import io.boxstream.events.consume.RecordHandler;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Rollouts of the model that serves here; those of others are ignored. */
public final class RolloutNotifications implements RecordHandler {
  private final EventCodec codec;
  private final String model;
  private final Consumer<RolloutChanged> rollouts;

  /**
   * @param model name of the model that serves here
   * @param rollouts told of each change; returns at once
   */
  public RolloutNotifications(EventCodec codec, String model, Consumer<RolloutChanged> rollouts) {
    this.codec = requireNonNull(codec, "codec");
    this.model = requireNonNull(model, "model");
    this.rollouts = requireNonNull(rollouts, "rollouts");
  }

  @Override
  public void handle(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    RolloutChanged rollout = codec.fromRecord(record, RolloutChanged.class);
    if (rollout.model().equals(model)) {
      rollouts.accept(rollout);
    }
  }
}

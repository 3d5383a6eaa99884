package io.boxstream.inference.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.events.EventCodec;
import io.boxstream.events.MalformedEventException;
import io.boxstream.events.ModelPromoted;
import io.boxstream.events.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class PromotionNotificationsTest {
  private final EventCodec codec = EventCodec.forService("evaluator");
  private final List<String> looks = new ArrayList<>();
  private final PromotionNotifications notifications =
      new PromotionNotifications(codec, looks::add);

  @Test
  void tellsWhichModelWasPromoted() {
    notifications.handle(notification("detector"));
    notifications.handle(notification("another"));

    assertThat(looks).containsExactly("detector", "another");
  }

  @Test
  void ignoresTombstones() {
    notifications.handle(
        new ConsumerRecord<>(Topics.PROMOTIONS, 0, 2, "detector".getBytes(UTF_8), null));

    assertThat(looks).isEmpty();
  }

  @Test
  void callsWhatIsNoPromotionPoison() {
    byte[] text = "not a promotion".getBytes(UTF_8);

    assertThatThrownBy(
            () -> notifications.handle(new ConsumerRecord<>(Topics.PROMOTIONS, 0, 2, text, text)))
        .isInstanceOf(MalformedEventException.class);
    assertThat(looks).isEmpty();
  }

  private ConsumerRecord<byte[], byte[]> notification(String model) {
    ProducerRecord<byte[], byte[]> record =
        codec.toRecord(
            Topics.PROMOTIONS,
            model,
            new ModelPromoted(
                model, 1, "run-000001", "manifest", "better", "test", 0.5, Optional.empty()),
            Instant.EPOCH);
    return new ConsumerRecord<>(
        record.topic(),
        0,
        1,
        0,
        TimestampType.CREATE_TIME,
        record.key().length,
        record.value().length,
        record.key(),
        record.value(),
        record.headers(),
        Optional.empty());
  }
}

package io.boxstream.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ObservedEventPublisherTest {
  private static final Event EVENT =
      Exemplars.all().get("io.boxstream.model-promoted.v2/by-the-policy");

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final Notes notes = new Notes();
  private long nanos;
  private final EventPublisher publisher =
      new ObservedEventPublisher(
          new KafkaEventPublisher(() -> producer, EventCodec.forService("test"), Clock.systemUTC()),
          notes,
          () -> nanos);

  @Test
  void tellsWhatBecameOfEachRecordAndHowLongItTook() {
    CompletableFuture<RecordMetadata> event = publisher.publish("detector", EVENT);
    CompletableFuture<RecordMetadata> letter =
        publisher.send(new ProducerRecord<>("promotions.dlq", new byte[1]));
    CompletableFuture<RecordMetadata> tombstone = publisher.publishTombstone("promotions", "x");
    assertThat(notes.lines).isEmpty();

    nanos += Duration.ofMillis(5).toNanos();
    producer.completeNext();
    nanos += Duration.ofMillis(2).toNanos();
    producer.errorNext(new TimeoutException("no broker"));
    producer.completeNext();

    assertThat(notes.lines)
        .containsExactly(
            "promotions acknowledged after 5 ms",
            "promotions.dlq failed after 7 ms",
            "promotions acknowledged after 7 ms");
    assertThat(event).isCompleted();
    assertThat(tombstone).isCompleted();
    assertThatThrownBy(letter::join).hasCauseInstanceOf(PublishException.class);
  }

  private static final class Notes implements PublishListener {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void acknowledged(String topic, Duration took) {
      lines.add(topic + " acknowledged after " + took.toMillis() + " ms");
    }

    @Override
    public void failed(String topic, Duration took) {
      lines.add(topic + " failed after " + took.toMillis() + " ms");
    }
  }
}

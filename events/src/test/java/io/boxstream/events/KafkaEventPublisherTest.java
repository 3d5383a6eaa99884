package io.boxstream.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaEventPublisherTest {
  private static final Event EVENT =
      Exemplars.all().get("io.boxstream.model-promoted.v2/by-the-policy");

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final KafkaEventPublisher publisher =
      new KafkaEventPublisher(
          () -> producer,
          EventCodec.forService("test"),
          Clock.fixed(Instant.parse("2026-11-23T10:15:30Z"), ZoneOffset.UTC));

  @Test
  void completesOnlyWhenTheLogAcknowledges() {
    CompletableFuture<RecordMetadata> sent = publisher.publish("detector", EVENT);
    assertThat(sent).isNotDone();

    producer.completeNext();

    assertThat(sent).isCompleted();
    ProducerRecord<byte[], byte[]> record = producer.history().get(0);
    assertThat(record.topic()).isEqualTo("promotions");
    assertThat(record.timestamp()).isEqualTo(Instant.parse("2026-11-23T10:15:30Z").toEpochMilli());
  }

  @Test
  void tellsAFailureThatMayPassFromOneThatWillNot() {
    CompletableFuture<RecordMetadata> late = publisher.publish("detector", EVENT);
    CompletableFuture<RecordMetadata> large = publisher.publish("detector", EVENT);

    producer.errorNext(new TimeoutException("no broker"));
    producer.errorNext(new RecordTooLargeException("9 MB"));

    assertThatThrownBy(late::join).hasCauseInstanceOf(PublishException.class);
    assertThatThrownBy(large::join).hasCauseInstanceOf(RecordTooLargeForTopicException.class);
  }

  @Test
  void failsTheFutureWhenTheProducerThrowsAtOnce() {
    producer.sendException = new TimeoutException("no metadata");

    CompletableFuture<RecordMetadata> sent = publisher.publishTombstone("topic", "key");

    assertThatThrownBy(sent::join).hasCauseInstanceOf(PublishException.class);
  }

  @Test
  void countsWhatTheClientSendsAgain() {
    MetricName name =
        new MetricName("record-retry-total", "producer-metrics", "", Map.of("client-id", "test"));
    producer.setMockMetrics(name, metric(name, 3.0));

    assertThat(publisher.retries()).isEqualTo(3);
  }

  @Test
  void theClientCountsUnderThatName() {
    KafkaSettings settings = new KafkaSettings("127.0.0.1:1", Map.of());
    try (Producer<byte[], byte[]> real = KafkaClients.producer(settings, "test")) {
      assertThat(real.metrics().keySet())
          .anyMatch(
              name ->
                  name.group().equals("producer-metrics")
                      && name.name().equals("record-retry-total"));
    }
  }

  private static Metric metric(MetricName name, double value) {
    return new Metric() {
      @Override
      public MetricName metricName() {
        return name;
      }

      @Override
      public Object metricValue() {
        return value;
      }
    };
  }
}

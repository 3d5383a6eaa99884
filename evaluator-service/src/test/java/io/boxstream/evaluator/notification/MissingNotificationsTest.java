package io.boxstream.evaluator.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.evaluation.EvaluationReports;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.evaluator.Samples;
import io.boxstream.evaluator.decide.EvaluationHistory;
import io.boxstream.evaluator.decide.PromotionChains;
import io.boxstream.events.Event;
import io.boxstream.events.EventCodec;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.ModelPromoted;
import io.boxstream.events.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A log and a store that were copied at different times. The chain ends at generation 2. */
class MissingNotificationsTest {

  private final EventCodec codec = EventCodec.forService("evaluator");
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final PromotionChains chains = new PromotionChains(store);
  private final PublishedNotifications published = new PublishedNotifications(codec);
  private final Log log = new Log();
  private final EvaluationReports reports = new EvaluationReports(store);
  private final MissingNotifications missing =
      new MissingNotifications(
          reports,
          new EvaluationHistory(reports, chains),
          chains,
          published,
          new NotificationPublisher(log));

  @BeforeEach
  void promoteTwice() {
    for (int generation = 1; generation <= 2; generation++) {
      assertThat(
              chains
                  .of(Samples.MODEL)
                  .append(
                      Promotion.following(
                          generation - 1,
                          Samples.MODEL,
                          Samples.checkpoint(generation),
                          new Promotion.Decision(
                              "better", "policy", Optional.empty(), Samples.NOON),
                          Optional.of(0.5),
                          Optional.empty())))
          .isTrue();
    }
  }

  @Test
  void announcesWhatALogFromBeforeTheStoreLacks() {
    read(1);

    assertThat(missing.publish()).isEqualTo(1);

    assertThat(log.generations).containsExactly(2L);
  }

  @Test
  void announcesTheEndOfTheChainAgainThatIsOlderThanTheLog() {
    read(2, 3, 4);

    assertThat(missing.publish()).isEqualTo(1);
    assertThat(log.generations).containsExactly(2L);

    // And once is enough: it is read like any other record
    read(2);
    assertThat(missing.publish()).isZero();
  }

  @Test
  void announcesTheEndOfTheChainAgainWhenAnEarlierOneCameAfterIt() {
    read(1, 2, 1);

    missing.publish();

    assertThat(log.generations).containsExactly(2L);
  }

  @Test
  void announcesNothingThatIsTheLastOnTheLog() {
    read(1, 2);

    assertThat(missing.publish()).isZero();
  }

  private void read(long... generations) {
    for (long generation : generations) {
      ModelPromoted event =
          new ModelPromoted(
              Samples.MODEL,
              generation,
              Samples.checkpoint((int) generation).toString(),
              Samples.checkpoint((int) generation).manifestKey(),
              "better",
              "policy",
              0.5,
              Optional.empty());
      ProducerRecord<byte[], byte[]> sent =
          codec.toRecord(Topics.PROMOTIONS, Samples.MODEL, event, Samples.NOON);
      ConsumerRecord<byte[], byte[]> record =
          new ConsumerRecord<>(
              Topics.PROMOTIONS, 0, 0, Samples.MODEL.getBytes(UTF_8), sent.value());
      sent.headers().forEach(record.headers()::add);
      published.promotion(record);
    }
  }

  /** The generations that are announced. */
  private static final class Log implements EventPublisher {
    private final List<Long> generations = new ArrayList<>();

    @Override
    public CompletableFuture<RecordMetadata> publish(String key, Event event) {
      generations.add(((ModelPromoted) event).generation());
      return CompletableFuture.completedFuture(
          new RecordMetadata(new TopicPartition(Topics.PROMOTIONS, 0), 0, 0, 0, 0, 0));
    }

    @Override
    public CompletableFuture<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<RecordMetadata> publishTombstone(
        String topic, String key, Optional<String> caller) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}

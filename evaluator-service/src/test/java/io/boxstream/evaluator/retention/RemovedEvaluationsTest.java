package io.boxstream.evaluator.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.retention.Category;
import io.boxstream.artifacts.retention.RetentionListener;
import io.boxstream.artifacts.store.ObjectStat;
import io.boxstream.events.Event;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.PublishException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

class RemovedEvaluationsTest {
  private static final ObjectStat DECISION = stat("decisions/r-1-000003.json");

  private final List<String> happened = new ArrayList<>();

  @Test
  void removesTheEvaluationFromTheTopicBeforeItsDecision() {
    RemovedEvaluations listener = new RemovedEvaluations(publisher(true), next());

    listener.removing(Category.EVALUATIONS, DECISION);
    listener.removed(Category.EVALUATIONS, DECISION);

    assertThat(happened).containsExactly("tombstone evaluations r-1-000003", "removing", "removed");
  }

  @Test
  void leavesTheTopicAloneForEverythingElse() {
    RemovedEvaluations listener = new RemovedEvaluations(publisher(true), next());

    listener.removing(Category.EVALUATIONS, stat("evaluations/r-1-000003/0.json"));
    listener.removing(Category.BLOBS, stat("model-blobs/0/1"));

    assertThat(happened).containsExactly("removing", "removing");
  }

  @Test
  void keepsTheDecisionWhenTheBrokerIsAway() {
    RemovedEvaluations listener = new RemovedEvaluations(publisher(false), next());

    assertThatThrownBy(() -> listener.removing(Category.EVALUATIONS, DECISION))
        .hasRootCauseMessage("the broker is away");
    assertThat(happened).isEmpty();
  }

  private EventPublisher publisher(boolean present) {
    return new EventPublisher() {
      @Override
      public CompletableFuture<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        throw new UnsupportedOperationException();
      }

      @Override
      public CompletableFuture<RecordMetadata> publish(String key, Event event) {
        throw new UnsupportedOperationException();
      }

      @Override
      public CompletableFuture<RecordMetadata> publishTombstone(
          String topic, String key, Optional<String> caller) {
        if (!present) {
          return CompletableFuture.failedFuture(
              new PublishException("evaluations", new IllegalStateException("the broker is away")));
        }
        happened.add("tombstone " + topic + " " + key);
        return CompletableFuture.completedFuture(null);
      }

      @Override
      public void close() {}
    };
  }

  private RetentionListener next() {
    return new RetentionListener() {
      @Override
      public void removing(Category category, ObjectStat object) {
        happened.add("removing");
      }

      @Override
      public void removed(Category category, ObjectStat object) {
        happened.add("removed");
      }
    };
  }

  private static ObjectStat stat(String key) {
    return new ObjectStat(key, 1, Instant.EPOCH);
  }
}

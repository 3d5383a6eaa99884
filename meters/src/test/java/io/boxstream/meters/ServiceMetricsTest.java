package io.boxstream.meters;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.store.StoreOperation;
import io.boxstream.artifacts.store.StoreResponse;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.ObservedEventPublisher;
import io.boxstream.events.Split;
import io.boxstream.events.Topics;
import io.boxstream.events.consume.ConsumerLoop;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceMetricsTest {

  @TempDir Path directory;
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private ConsumerLoop.Status status;

  @Test
  void timesCallsToTheStoreByOperationAndAnswer() {
    ServiceMetrics metrics = metrics();

    metrics.store().called(StoreOperation.PUT_IF_ABSENT, StoreResponse.DONE, Duration.ofMillis(5));
    metrics.store().called(StoreOperation.GET, StoreResponse.UNAVAILABLE, Duration.ofSeconds(1));

    assertThat(calls("put-if-absent", "done")).isEqualTo(1);
    assertThat(calls("get", "unavailable")).isEqualTo(1);
    assertThat(calls("get", "done")).isZero();
  }

  @Test
  void countsDeadLettersByTheTopicThatTheyCameFrom() {
    ServiceMetrics metrics = metrics();

    metrics.publishing().acknowledged("checkpoints.dlq", Duration.ofMillis(5));
    metrics.publishing().failed("checkpoints.dlq", Duration.ofMillis(5));
    metrics.publishing().acknowledged(Topics.EVALUATIONS, Duration.ofMillis(5));

    assertThat(registry.get(PublishMetrics.DEAD_LETTERS).tag("topic", "checkpoints").counter())
        .matches(counter -> counter.count() == 1);
    assertThat(sent(Topics.EVALUATIONS, "acknowledged")).isEqualTo(1);
    assertThat(sent(Topics.EVALUATIONS, "failed")).isZero();
    assertThat(sent("checkpoints.dlq", "failed")).isEqualTo(1);
  }

  @Test
  void topicsThatClientsChooseAreCountedTogether() {
    ServiceMetrics metrics = metrics();

    metrics.publishing().acknowledged("replies-a", Duration.ofMillis(5));
    metrics.publishing().acknowledged("replies-b", Duration.ofMillis(5));

    assertThat(sent(PublishMetrics.OTHER, "acknowledged")).isEqualTo(2);
  }

  @Test
  void countsRecordsThatWereSentAgain() {
    KafkaSettings nowhere = new KafkaSettings("127.0.0.1:1", Map.of());
    try (EventPublisher publisher =
        metrics().observed(KafkaEventPublisher.connect(nowhere, "test"))) {
      assertThat(publisher).isInstanceOf(ObservedEventPublisher.class);
      assertThat(registry.get(PublishMetrics.RETRIES).functionCounter().count()).isZero();
    }
  }

  @Test
  void showsHowATopicIsRead() {
    status = status(OptionalLong.of(7));
    metrics().reading(Topics.CHECKPOINTS, () -> status);

    assertThat(registry.get(ConsumerMetrics.LAG).gauge().value()).isEqualTo(7);
    assertThat(registry.get(ConsumerMetrics.PARTITIONS).gauge().value()).isEqualTo(3);
    assertThat(registry.get(ConsumerMetrics.HANDLED).functionCounter().count()).isEqualTo(20);
    assertThat(registry.get(ConsumerMetrics.FAILED_TRIES).functionCounter().count()).isEqualTo(2);
    assertThat(registry.get(ConsumerMetrics.RESPONSES).functionCounter().count()).isEqualTo(90);

    status = status(OptionalLong.empty());
    assertThat(registry.get(ConsumerMetrics.LAG).gauge().value()).isNaN();
  }

  @Test
  void showsRoomOnTheDiskAlsoBeforeTheFolderIsThere() {
    metrics();

    assertThat(registry.get(DiskMetrics.FREE).gauge().value())
        .isPositive()
        .isLessThanOrEqualTo(registry.get(DiskMetrics.SIZE).gauge().value());
  }

  @Test
  void readsTheMemoryOfTheProcess() throws IOException {
    Path file = Files.writeString(directory.resolve("status"), "VmPeak: 9 kB\nVmRSS:\t  4096 kB\n");

    new MemoryMetrics(registry, file);

    assertThat(registry.get(MemoryMetrics.RESIDENT).gauge().value()).isEqualTo(4096 * 1024);
    assertThat(registry.get(MemoryMetrics.OUTSIDE_JAVA).gauge().value()).isZero();
  }

  @Test
  void doesNotGuessTheMemoryWhereItCannotBeRead() {
    new MemoryMetrics(registry, directory.resolve("absent"));

    assertThat(registry.get(MemoryMetrics.RESIDENT).gauge().value()).isNaN();
    assertThat(registry.get(MemoryMetrics.OUTSIDE_JAVA).gauge().value()).isNaN();
  }

  @Test
  void showsTheDataSetBySplit() {
    new DataSetMetrics(registry, split -> split == Split.VAL ? 4 : 9);

    assertThat(registry.get(DataSetMetrics.IMAGES).tag("split", "val").gauge().value())
        .isEqualTo(4);
  }

  private ServiceMetrics metrics() {
    return new ServiceMetrics(
        registry,
        directory.resolve("not/yet"),
        List.of(Topics.EVALUATIONS),
        List.of(Topics.CHECKPOINTS));
  }

  private static ConsumerLoop.Status status(OptionalLong lag) {
    return new ConsumerLoop.Status(
        ConsumerLoop.State.RUNNING,
        3,
        0,
        Optional.empty(),
        new ConsumerLoop.Traffic(lag, 20, 2, 90),
        Instant.EPOCH);
  }

  private long calls(String operation, String answer) {
    return registry
        .get(StoreMetrics.CALL)
        .tag("operation", operation)
        .tag("answer", answer)
        .timer()
        .count();
  }

  private long sent(String topic, String outcome) {
    return registry
        .get(PublishMetrics.PUBLISH)
        .tag("topic", topic)
        .tag("outcome", outcome)
        .timer()
        .count();
  }
}

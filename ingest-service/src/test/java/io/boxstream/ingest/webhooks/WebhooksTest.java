package io.boxstream.ingest.webhooks;

import static io.boxstream.ingest.webhooks.Payloads.annotation;
import static io.boxstream.ingest.webhooks.Payloads.deleted;
import static io.boxstream.ingest.webhooks.Payloads.region;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.ingest.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for deliveries of every tool. */
class WebhooksTest {

  private static final byte[] IMAGE = Samples.jpeg(64, 48, 11);
  private static final String ADDRESS = "/data/upload/3/a.jpg";
  private static final String HAT = region("hat", 25, 25, 50, 50, 0);
  private static final String EARLY = "2026-05-01T10:00:00.000000Z";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path temporary;

  private Path directory;
  private WebhookBench bench;

  @BeforeEach
  void makeDirectory() {
    directory = temporary.resolve("webhooks");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aKillBetweenAnswerAndPublicationLosesNothing() throws IOException {
    // Given a process that accepted deliveries and ended before it applied one
    bench = new WebhookBench(directory).opened();
    bench.tool.with(ADDRESS, IMAGE);
    List<DeliveryStatus> accepted =
        List.of(created(), bench.labelStudio(deleted("ANNOTATIONS_DELETED", "annotations", 5)));
    assertThat(accepted).extracting(DeliveryStatus::state).containsOnly(DeliveryState.QUEUED);
    // ... and left a delivery behind that it had not accepted
    Files.writeString(queue().resolve("1b2c.partial"), "{\"id\": \"1b2c");

    // When
    bench.killed();

    // Then
    accepted.forEach(
        delivery -> assertThat(bench.ended(delivery).state()).isEqualTo(DeliveryState.DONE));
    assertThat(bench.intake().catalog.find(Sha256.of(IMAGE))).isPresent();
    try (Stream<Path> children = Files.list(temporary.resolve("webhooks-copy/queue"))) {
      assertThat(children).isEmpty();
    }
  }

  @Test
  void aKillBetweenPublicationAndItsAcknowledgementWritesNoSecondRecord() {
    // Given a record that is written and not acknowledged
    bench = new WebhookBench(directory).started();
    bench.tool.with(ADDRESS, IMAGE);
    bench.intake().log.holdAcknowledgements();
    DeliveryStatus accepted = created();
    await().atMost(PATIENCE).until(() -> bench.intake().log.unacknowledged() == 1);

    // When
    bench.killed();
    bench.intake().log.acknowledgeNewestFirst();

    // Then
    DeliveryStatus ended = bench.ended(accepted);
    assertThat(ended.state()).isEqualTo(DeliveryState.DONE);
    assertThat(ended.images().unchanged()).isEqualTo(1);
    assertThat(bench.intake().log.images()).hasSize(1);
    DeliveryStatus deletion = bench.labelStudio(deleted("ANNOTATIONS_DELETED", "annotations", 1));
    assertThat(bench.ended(deletion).images().removed()).isEqualTo(1);
  }

  @Test
  void aKillAfterPublicationWritesNoSecondRecord() throws IOException {
    // Given the file of a delivery that was applied, as if its removal was lost
    bench = new WebhookBench(directory).opened();
    bench.tool.with(ADDRESS, IMAGE);
    DeliveryStatus accepted = created();
    Path file = files().get(0);
    byte[] content = Files.readAllBytes(file);
    bench.restarted();
    bench.ended(accepted);
    await().atMost(PATIENCE).until(() -> files().isEmpty());
    Files.write(file, content);

    // When
    bench.restarted();

    // Then
    assertThat(files()).isEmpty();
    assertThat(bench.webhooks().waiting()).isZero();
    assertThat(bench.intake().log.images()).hasSize(1);
  }

  @Test
  void aDeliveryThatComesBeforeTheStartWaitsForItAndIsAppliedOnce() {
    bench = new WebhookBench(directory).opened();
    bench.tool.with(ADDRESS, IMAGE);
    DeliveryStatus early = created();
    await().during(Duration.ofMillis(300)).until(() -> find(early).attempts() == 0);

    bench.webhooks().start();

    assertThat(bench.ended(early).state()).isEqualTo(DeliveryState.DONE);
    assertThat(bench.ended(created()).images().unchanged()).isEqualTo(1);
    assertThat(bench.webhooks().list(10)).extracting(DeliveryStatus::attempts).containsOnly(1);
    assertThat(bench.tool.requests()).hasSize(1);
  }

  @Test
  void aDeliveryWaitsWhileTheLogIsAway() {
    bench = new WebhookBench(directory).started();
    bench.tool.with(ADDRESS, IMAGE);
    bench.intake().log.leave();
    DeliveryStatus accepted = created();
    await().atMost(PATIENCE).until(() -> find(accepted).attempts() >= 2);
    assertThat(find(accepted).state()).isEqualTo(DeliveryState.QUEUED);
    assertThat(find(accepted).detail().orElseThrow()).contains("annotated-images");

    bench.intake().log.comeBack();

    assertThat(bench.ended(accepted).state()).isEqualTo(DeliveryState.DONE);
  }

  @Test
  void aDeliveryWaitsWhileTheToolIsAwayAndOthersGoOn() {
    bench = new WebhookBench(directory).started();
    bench.tool.with(ADDRESS, IMAGE);
    DeliveryStatus[] accepted = new DeliveryStatus[1];

    bench.tool.away(
        () -> {
          accepted[0] = created();
          await().atMost(PATIENCE).until(() -> find(accepted[0]).attempts() >= 2);
          assertThat(find(accepted[0]).detail().orElseThrow()).contains("cannot be fetched");
          DeliveryStatus other =
              bench.labelStudio(deleted("ANNOTATIONS_DELETED", "annotations", 9));
          assertThat(bench.ended(other).state()).isEqualTo(DeliveryState.DONE);
          assertThat(find(accepted[0]).state()).isEqualTo(DeliveryState.QUEUED);
        });

    assertThat(bench.ended(accepted[0]).state()).isEqualTo(DeliveryState.DONE);
    assertThat(retries()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void aSlowServerFailsTheDeliveryInTheEnd() {
    bench =
        new WebhookBench(directory)
            .timeout(Duration.ofMillis(100))
            .giveUpAfter(Duration.ofMillis(500))
            .started();
    bench.tool.stalling(ADDRESS);

    DeliveryStatus status = bench.ended(created());

    assertThat(status.state()).isEqualTo(DeliveryState.FAILED);
    assertThat(status.attempts()).isGreaterThan(1);
    assertThat(status.detail().orElseThrow()).contains("cannot be fetched");
  }

  @Test
  void aDeliveryThatFailedCanBeRepeatedOnceWhenTheCauseIsRemoved() {
    // Given
    bench = new WebhookBench(directory).started();
    DeliveryStatus failed = bench.ended(created());
    assertThat(failed.state()).isEqualTo(DeliveryState.FAILED);
    bench.restarted();
    bench.tool.with(ADDRESS, IMAGE);

    // When
    DeliveryStatus repeated = bench.webhooks().repeat(failed.id()).orElseThrow();

    // Then
    assertThat(bench.ended(repeated).images().accepted()).isEqualTo(1);
    assertThat(repeated.id()).isNotEqualTo(failed.id());
    assertThat(bench.webhooks().repeat(failed.id())).isEmpty();
    assertThat(bench.webhooks().repeat(repeated.id())).isEmpty();
  }

  @Test
  void keepsTheNewestFilesThatItsLimitsAllow() {
    // Given five deliveries of ten bytes
    bench = new WebhookBench(directory).opened();
    DeliveryFiles files = new DeliveryFiles(temporary.resolve("files"));
    for (int number = 0; number < 5; number++) {
      files.write(
          new Delivery("d" + number, Tool.CVAT, "update:job", Instant.EPOCH, number, 10),
          new byte[10]);
    }

    // When, Then
    files.trim(4, 1000);
    assertThat(files.all()).extracting(Delivery::id).containsExactly("d1", "d2", "d3", "d4");
    files.trim(4, 25);
    assertThat(files.all()).extracting(Delivery::id).containsExactly("d3", "d4");
    assertThat(files.body(files.all().get(0))).hasSize(10);
  }

  @Test
  void moreDeliveriesThanMayWaitAreRefused() {
    bench = new WebhookBench(directory).waiting(2).opened();
    created();
    created();

    assertThatThrownBy(this::created).isInstanceOf(TooManyDeliveriesException.class);

    assertThat(bench.webhooks().waiting()).isEqualTo(2);
    assertThat(bench.webhooks().list(1)).hasSize(1);
    assertThat(gauge(WebhookMetrics.WAITING)).isEqualTo(2);
    assertThat(gauge(WebhookMetrics.AGE)).isGreaterThanOrEqualTo(0);
  }

  @Test
  void theLastThousandDeliveriesAreListed() {
    bench = new WebhookBench(directory).waiting(2000).started();
    List<DeliveryStatus> accepted =
        IntStream.rangeClosed(1, DeliveryHistory.KEPT + 5)
            .mapToObj(id -> bench.labelStudio(deleted("ANNOTATIONS_DELETED", "annotations", id)))
            .toList();
    await().atMost(Duration.ofMinutes(2)).until(() -> bench.webhooks().waiting() == 0);

    List<DeliveryStatus> listed = bench.webhooks().list(2000);

    assertThat(listed).hasSize(DeliveryHistory.KEPT);
    assertThat(listed.get(0).id()).isEqualTo(accepted.get(accepted.size() - 1).id());
    assertThat(bench.webhooks().find(accepted.get(0).id())).isEmpty();
  }

  @Test
  void theStateOfTasksIsKeptAsideWhenItIsDamaged() throws IOException {
    // Given
    bench = new WebhookBench(directory).started();
    bench.tool.with(ADDRESS, IMAGE);
    bench.ended(created());
    bench.webhooks().close();
    byte[] damaged = Files.readAllBytes(directory.resolve("state.mv"));
    for (int at = 0; at < damaged.length; at++) {
      damaged[at] ^= 0x55;
    }
    Files.write(directory.resolve("state.mv"), damaged);

    // When
    bench.started();

    // Then
    assertThat(bench.ended(created()).images().unchanged()).isEqualTo(1);
    try (Stream<Path> children = Files.list(directory)) {
      assertThat(children.map(child -> child.getFileName().toString()))
          .anyMatch(name -> name.startsWith("state.mv.damaged-"));
    }
  }

  @Test
  void aDeliveryOfALaterReleaseWaitsForItWhileOthersAreApplied() throws IOException {
    // Given a delivery in a form that is not known here
    bench = new WebhookBench(directory).opened();
    bench.tool.with(ADDRESS, IMAGE);
    DeliveryStatus waiting = created();
    Path file = files().get(0);
    String known = Files.readString(file);
    String later = known.replaceFirst("\"label-studio\"", "\"a-later-tool\"");
    assertThat(later).isNotEqualTo(known);
    Files.writeString(file, later);

    // When
    bench.restarted();
    DeliveryStatus other = bench.labelStudio(deleted("ANNOTATIONS_DELETED", "annotations", 5));
    assertThat(bench.ended(other).state()).isEqualTo(DeliveryState.DONE);

    // Then the release that knows it applies it
    assertThat(files()).containsExactly(file);
    assertThat(bench.webhooks().find(waiting.id())).isEmpty();
    Files.writeString(file, known.replaceFirst("\\{", "{\"later\": 1,"));
    bench.restarted();
    assertThat(bench.ended(waiting).images().accepted()).isEqualTo(1);
  }

  @Test
  void theStateOfTasksOfALaterReleaseIsRefusedAndStays() throws IOException {
    // Given
    bench = new WebhookBench(directory).opened();
    bench.webhooks().close();
    Path state = directory.resolve("state.mv");
    try (MVStore store = MVStore.open(state.toString())) {
      store.setStoreVersion(1);
    }

    // When, then
    assertThatThrownBy(bench::opened)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(state + " is of a later release");
    try (MVStore store = MVStore.open(state.toString())) {
      assertThat(store.getStoreVersion()).isEqualTo(1);
      assertThat(store.getMapNames()).contains("webhook-tasks");
    }
    Files.delete(state);
    bench.opened();
  }

  private DeliveryStatus created() {
    return bench.labelStudio(annotation("ANNOTATION_CREATED", 1, 42, EARLY, ADDRESS, HAT));
  }

  private DeliveryStatus find(DeliveryStatus accepted) {
    return bench.webhooks().find(accepted.id()).orElseThrow();
  }

  private double retries() {
    return bench
        .meters()
        .get(WebhookMetrics.RETRIES)
        .tag(WebhookMetrics.TOOL, "label-studio")
        .counter()
        .count();
  }

  private double gauge(String name) {
    return bench.meters().get(name).tag(WebhookMetrics.TOOL, "label-studio").gauge().value();
  }

  private Path queue() {
    return directory.resolve("queue");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> children = Files.list(queue())) {
      return children.toList();
    }
  }
}

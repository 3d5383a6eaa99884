package io.boxstream.ingest.webhooks;

import static io.boxstream.ingest.webhooks.Payloads.annotation;
import static io.boxstream.ingest.webhooks.Payloads.region;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.ingest.Recordings;
import io.boxstream.ingest.Samples;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Deliveries and tasks that the code of earlier commits wrote down. */
class RecordedWebhooksTest {

  private static final String EARLY = "2026-05-01T10:00:00.000000Z";
  private static final String LATE = "2026-05-02T10:00:00.000000Z";
  private static final String HAT = region("hat", 25, 25, 50, 50, 0);
  private static final byte[] APPLIED = Samples.jpeg(64, 48, 21);
  private static final byte[] MISSING = Samples.jpeg(64, 48, 22);
  private static final byte[] WAITING = Samples.jpeg(64, 48, 23);

  @TempDir Path temporary;

  static List<Path> recordings() {
    return Recordings.all();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void appliesADeliveryThatWaited(Path recording) {
    try (WebhookBench bench = takenOver(recording)) {
      DeliveryStatus waiting = recorded(bench, 3);
      assertThat(waiting.state()).isEqualTo(DeliveryState.QUEUED);

      bench.webhooks().start();

      assertThat(bench.ended(waiting).images().accepted()).isEqualTo(1);
      assertThat(bench.intake().catalog.find(Sha256.of(WAITING))).isPresent();
      assertThat(Recordings.children(temporary.resolve("webhooks/queue"))).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void repeatsADeliveryThatFailed(Path recording) {
    try (WebhookBench bench = takenOver(recording)) {
      bench.webhooks().start();
      DeliveryStatus failed = recorded(bench, 2);
      assertThat(failed.state()).isEqualTo(DeliveryState.FAILED);
      assertThat(failed.detail()).isPresent();

      DeliveryStatus repeated = bench.webhooks().repeat(failed.id()).orElseThrow();

      assertThat(bench.ended(repeated).images().accepted()).isEqualTo(1);
      assertThat(bench.intake().catalog.find(Sha256.of(MISSING))).isPresent();
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void knowsWhatItHasAppliedToATask(Path recording) {
    try (WebhookBench bench = takenOver(recording)) {
      bench.webhooks().start();
      DeliveryStatus applied = recorded(bench, 1);
      assertThat(applied.state()).isEqualTo(DeliveryState.DONE);
      assertThat(applied.images().accepted()).isEqualTo(1);

      // A change of a task that is not newer than the one that the file tells of
      DeliveryStatus older = bench.ended(created(bench, 1, EARLY));

      assertThat(older.images().unchanged()).isEqualTo(1);
      assertThat(older.detail()).contains("a newer change was applied before");
      assertThat(bench.intake().catalog.find(Sha256.of(APPLIED))).isEmpty();
    }
  }

  /** Writes what the other tests read. */
  @Test
  @EnabledIfSystemProperty(named = Recordings.PROPERTY, matches = ".+")
  void record() {
    Path folder = temporary.resolve("webhooks");
    try (WebhookBench bench = new WebhookBench(folder).started()) {
      bench.tool.with(address(1), APPLIED);
      bench.ended(created(bench, 1, LATE));
      bench.ended(created(bench, 2, LATE));
      bench.webhooks().close();
      bench.opened();
      created(bench, 3, LATE);
    }
    Recordings.copy(folder, Recordings.target().resolve("webhooks"));
  }

  /** Webhooks on the recorded files, which apply nothing yet; the tool has all images. */
  private WebhookBench takenOver(Path recording) {
    Path folder = temporary.resolve("webhooks");
    Recordings.copy(recording.resolve("webhooks"), folder);
    WebhookBench bench = new WebhookBench(folder).opened();
    assertThat(bench.webhooks().list(10)).hasSize(3);
    bench.tool.with(address(1), APPLIED);
    bench.tool.with(address(2), MISSING);
    bench.tool.with(address(3), WAITING);
    return bench;
  }

  /** The recorded delivery of a task. */
  private static DeliveryStatus recorded(WebhookBench bench, int task) {
    List<DeliveryStatus> newestFirst = bench.webhooks().list(10);
    return newestFirst.get(newestFirst.size() - task);
  }

  private static DeliveryStatus created(WebhookBench bench, int task, String at) {
    return bench.labelStudio(
        annotation("ANNOTATION_CREATED", task, 40 + task, at, address(task), HAT));
  }

  private static String address(int task) {
    return "/data/upload/3/" + task + ".jpg";
  }
}

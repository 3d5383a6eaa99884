package io.boxstream.ingest.webhooks;

import static io.boxstream.ingest.webhooks.Payloads.job;
import static io.boxstream.ingest.webhooks.Payloads.jobObject;
import static io.boxstream.ingest.webhooks.Payloads.rectangle;
import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.ImageSource;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.ingest.Samples;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What deliveries of CVAT do to the data set. */
class CvatWebhooksTest {

  private static final byte[] FIRST = Samples.jpeg(64, 48, 5);
  private static final byte[] SECOND = Samples.jpeg(64, 48, 6);
  private static final String FIRST_ADDRESS =
      "/api/tasks/12/data?type=frame&number=5&quality=original";

  @TempDir Path directory;

  private WebhookBench bench;

  @BeforeEach
  void start() {
    bench = new WebhookBench(directory).started();
    Payloads.cvat(bench.tool, 31, 12, FIRST, SECOND);
    Payloads.shapes(bench.tool, 31, rectangle(5, 21, 0, "1, 2, 30, 40"));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aCompletedJobBringsItsFramesIn() {
    // When
    DeliveryStatus status = bench.ended(completed());

    // Then frame 6 has no shapes: it shows no object
    assertThat(status.state()).isEqualTo(DeliveryState.DONE);
    assertThat(status.images()).isEqualTo(new ImageCounts(2, 0, 0, 0, 0));
    AnnotatedImage first = bench.intake().log.images().get(0);
    assertThat(first.id()).isEqualTo(Sha256.of(FIRST));
    assertThat(first.boxes()).containsExactly(new LabelledBox("hat", 1, 2, 30, 40, false));
    assertThat(first.split()).isEqualTo(Split.VAL);
    assertThat(first.source()).isEqualTo(new ImageSource("cvat-webhook", "a/5.jpg"));
    assertThat(bench.intake().log.images().get(1).boxes()).isEmpty();
    assertThat(bench.tool.requests())
        .extracting(FakeTool.Request::authorization)
        .containsOnly("Bearer key");
  }

  @Test
  void aJobThatIsCompletedAgainFetchesOnlyWhatChanged() {
    // Given
    bench.ended(completed());
    Payloads.shapes(
        bench.tool, 31, rectangle(5, 21, 0, "1, 2, 30, 40"), rectangle(6, 22, 0, "3, 3, 10, 10"));
    bench.tool.with("/api/jobs/31", at("2026-05-01T11:00:00.000000Z"));

    // When
    DeliveryStatus status = bench.ended(completed());

    // Then
    assertThat(status.images()).isEqualTo(new ImageCounts(0, 1, 1, 0, 0));
    assertThat(bench.intake().catalog.find(Sha256.of(SECOND)).orElseThrow().boxes())
        .containsExactly(new LabelledBox("person", 3, 3, 10, 10, false));
    assertThat(bench.tool.requests(FIRST_ADDRESS)).isEqualTo(1);
  }

  @Test
  void aRotatedShapeRejectsItsFrameOnly() {
    Payloads.shapes(
        bench.tool, 31, rectangle(5, 21, 30, "1, 2, 30, 40"), rectangle(6, 22, 0, "3, 3, 10, 10"));

    DeliveryStatus status = bench.ended(completed());

    assertThat(status.state()).isEqualTo(DeliveryState.REJECTED);
    assertThat(status.images()).isEqualTo(new ImageCounts(1, 0, 0, 0, 1));
    assertThat(status.detail().orElseThrow()).contains("shape 1 (rectangle) is rotated");
    assertThat(bench.intake().catalog.find(Sha256.of(FIRST))).isEmpty();
  }

  @Test
  void theStateOfTheJobNowDecides() {
    bench.tool.with("/api/jobs/31", jobObject(31, 12, "in progress", "acceptance", Payloads.TIME));

    DeliveryStatus status = bench.ended(completed());

    assertThat(status.state()).isEqualTo(DeliveryState.IGNORED);
    assertThat(status.detail()).contains("job 31 is not completed, its state is in progress");
    assertThat(bench.intake().log.images()).isEmpty();
  }

  @Test
  void aJobBelowTheStageIsIgnored() {
    bench.tool.with("/api/jobs/31", jobObject(31, 12, "completed", "annotation", Payloads.TIME));

    assertThat(bench.ended(completed()).detail())
        .contains("job 31 is in the stage annotation; jobs are taken from the stage validation on");
  }

  @Test
  void aJobThatIsNotCompletedIsIgnoredAtOnce() {
    DeliveryStatus status = bench.cvat(job("update:job", 31, 12, "in progress"));

    assertThat(status.state()).isEqualTo(DeliveryState.IGNORED);
    assertThat(bench.tool.requests()).isEmpty();
  }

  @Test
  void aJobThatWasDeletedMeanwhileIsIgnored() {
    bench.tool.status("/api/jobs/31", 404);

    assertThat(bench.ended(completed()).detail()).contains("job 31 was deleted");
  }

  @Test
  void aPingIsAnswered() {
    DeliveryStatus status = bench.cvat("{\"event\": \"ping\", \"webhook\": {\"id\": 2}}");

    assertThat(status.state()).isEqualTo(DeliveryState.IGNORED);
    assertThat(status.detail()).contains("the webhook is set up");
  }

  @Test
  void aDeletedJobTakesItsLabelsBackAndLeavesThoseOfAnother() {
    // Given two jobs with the same frames, as they overlap, of which the second is newer
    bench.ended(completed());
    Payloads.cvat(bench.tool, 32, 12, FIRST, SECOND);
    bench.tool.with(
        "/api/jobs/32",
        jobObject(32, 12, "completed", "validation", "2026-05-01T12:00:00.000000Z"));
    Payloads.shapes(bench.tool, 32, rectangle(5, 22, 0, "5, 5, 20, 20"));
    bench.ended(bench.cvat(job("update:job", 32, 12, "completed")));
    assertThat(bench.intake().catalog.find(Sha256.of(FIRST)).orElseThrow().boxes())
        .containsExactly(new LabelledBox("person", 5, 5, 20, 20, false));

    // When, Then
    bench.ended(bench.cvat(job("delete:job", 32, 12, "completed")));
    assertThat(bench.intake().catalog.find(Sha256.of(FIRST)).orElseThrow().boxes())
        .containsExactly(new LabelledBox("hat", 1, 2, 30, 40, false));
    DeliveryStatus status = bench.ended(bench.cvat(job("delete:job", 31, 12, "completed")));
    assertThat(status.images().removed()).isEqualTo(2);
    assertThat(bench.intake().catalog.find(Sha256.of(FIRST))).isEmpty();
  }

  @Test
  void aDeletedTaskTakesItsFramesAlong() {
    bench.ended(completed());

    DeliveryStatus status =
        bench.ended(bench.cvat("{\"event\": \"delete:task\", \"task\": {\"id\": 12}}"));

    assertThat(status.images()).isEqualTo(new ImageCounts(0, 0, 0, 2, 0));
  }

  @Test
  void aDeletedFrameIsLeftOut() {
    bench.tool.with(
        "/api/jobs/31/data/meta",
        """
        {"size": 2, "start_frame": 5, "deleted_frames": [5], "included_frames": null,
         "frames": [{"width": 64, "height": 48, "name": "a/5.jpg"},
                    {"width": 64, "height": 48, "name": "a/6.jpg"}]}
        """);

    assertThat(bench.ended(completed()).images().accepted()).isEqualTo(1);
    assertThat(bench.intake().catalog.find(Sha256.of(FIRST))).isEmpty();
  }

  @Test
  void aJobForGroundTruthHasSomeFramesOfItsRange() {
    // Given frame 6 of the frames 5 and 6, which goes before what an annotator drew later. The task
    // has every tenth frame of its source, so frame 6 is at 60.
    bench.tool.with(
        "/api/jobs/31",
        jobObject(31, 12, "completed", "acceptance", Payloads.TIME)
            .replace("\"annotation\", \"dimension\"", "\"ground_truth\", \"dimension\""));
    bench.tool.with(
        "/api/jobs/31/data/meta",
        """
        {"size": 1, "start_frame": 50, "stop_frame": 60, "frame_filter": "step=10",
         "deleted_frames": [], "included_frames": [60],
         "frames": [{"width": 9, "height": 9, "name": "placeholder.jpg"},
                    {"width": 64, "height": 48, "name": "a/6.jpg"}]}
        """);
    Payloads.shapes(bench.tool, 31, rectangle(6, 22, 0, "3, 3, 10, 10"));
    bench.ended(completed());

    // When
    Payloads.cvat(bench.tool, 32, 12, FIRST, SECOND);
    bench.tool.with(
        "/api/jobs/32",
        jobObject(32, 12, "completed", "validation", "2026-05-01T12:00:00.000000Z"));
    Payloads.shapes(bench.tool, 32, rectangle(6, 21, 0, "5, 5, 20, 20"));
    bench.ended(bench.cvat(job("update:job", 32, 12, "completed")));

    // Then
    assertThat(bench.intake().catalog.find(Sha256.of(SECOND)).orElseThrow().boxes())
        .containsExactly(new LabelledBox("person", 3, 3, 10, 10, false));
    assertThat(bench.intake().catalog.find(Sha256.of(FIRST)).orElseThrow().boxes()).isEmpty();
  }

  private DeliveryStatus completed() {
    return bench.cvat(job("update:job", 31, 12, "completed"));
  }

  private static String at(String updatedAt) {
    return jobObject(31, 12, "completed", "acceptance", updatedAt);
  }
}

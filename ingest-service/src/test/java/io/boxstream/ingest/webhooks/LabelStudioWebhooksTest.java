package io.boxstream.ingest.webhooks;

import static io.boxstream.ingest.webhooks.Payloads.annotation;
import static io.boxstream.ingest.webhooks.Payloads.deleted;
import static io.boxstream.ingest.webhooks.Payloads.region;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.ImageSource;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.RejectedImage;
import io.boxstream.events.RejectionReason;
import io.boxstream.ingest.Samples;
import io.boxstream.ingest.catalog.CatalogImage;
import io.boxstream.ingest.intake.Batch;
import io.boxstream.ingest.intake.Labels;
import io.boxstream.ingest.intake.OriginalBytes;
import io.boxstream.ingest.intake.SplitAssignment;
import io.boxstream.ingest.intake.Submission;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What deliveries of Label Studio do to the data set. */
class LabelStudioWebhooksTest {

  private static final byte[] IMAGE = Samples.jpeg(64, 48, 1);
  private static final byte[] OTHER_IMAGE = Samples.jpeg(64, 48, 2);
  private static final String ID = Sha256.of(IMAGE);
  private static final String ADDRESS = "/data/upload/3/1a2b3c4d-site%201.jpg";
  private static final String HAT = region("hat", 25, 25, 50, 50, 0);
  private static final String PERSON = region("person", 0, 0, 50, 50, 0);
  private static final LabelledBox HAT_BOX = new LabelledBox("hat", 16, 12, 48, 36, false);
  private static final LabelledBox PERSON_BOX = new LabelledBox("person", 0, 0, 32, 24, false);
  private static final String EARLY = "2026-05-01T10:00:00.000000Z";
  private static final String LATE = "2026-05-01T11:00:00.000000Z";

  @TempDir Path directory;

  private WebhookBench bench;

  @BeforeEach
  void start() {
    bench = new WebhookBench(directory).started();
    bench.tool.with(ADDRESS, IMAGE).with("/data/local-files/?d=set/b.jpg", OTHER_IMAGE);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void anAnnotationBringsItsImageIn() {
    // When
    DeliveryStatus status = ended(created(1, EARLY, HAT));

    // Then
    assertThat(status.state()).isEqualTo(DeliveryState.DONE);
    assertThat(status.images()).isEqualTo(new ImageCounts(1, 0, 0, 0, 0));
    assertThat(status.attempts()).isEqualTo(1);
    AnnotatedImage image = newest();
    assertThat(image.id()).isEqualTo(ID);
    assertThat(image.boxes()).containsExactly(HAT_BOX);
    assertThat(image.source())
        .isEqualTo(new ImageSource("label-studio-webhook", "1a2b3c4d-site 1.jpg"));
    assertThat(bench.tool.requests())
        .containsExactly(new FakeTool.Request("GET", ADDRESS, "Bearer key"));
  }

  @Test
  void theSameDeliveryTwiceIsOneRecord() {
    ended(created(1, EARLY, HAT));

    DeliveryStatus again = ended(created(1, EARLY, HAT));

    assertThat(again.state()).isEqualTo(DeliveryState.DONE);
    assertThat(again.images()).isEqualTo(new ImageCounts(0, 0, 1, 0, 0));
    assertThat(written()).hasSize(1);
    assertThat(bench.tool.requests()).hasSize(1);
  }

  @Test
  void anOlderUpdateAfterANewerOneChangesNothing() {
    // Given
    ended(created(1, EARLY, HAT));
    ended(updated(1, LATE, PERSON));
    assertThat(boxes()).containsExactly(PERSON_BOX);

    // When
    DeliveryStatus older = ended(updated(1, "2026-05-01T10:30:00.000000Z", HAT));

    // Then
    assertThat(older.images()).isEqualTo(new ImageCounts(0, 0, 1, 0, 0));
    assertThat(older.detail()).contains("a newer change was applied before");
    assertThat(boxes()).containsExactly(PERSON_BOX);
    assertThat(written()).hasSize(2);
  }

  @Test
  void theNewestOfSeveralAnnotationsCountsAndTheOtherFollowsItsDeletion() {
    // Given
    ended(created(1, EARLY, HAT));
    ended(created(2, LATE, PERSON));
    assertThat(boxes()).containsExactly(PERSON_BOX);

    // When, Then
    assertThat(ended(annotationDeleted(2)).images()).isEqualTo(new ImageCounts(0, 1, 0, 0, 0));
    assertThat(boxes()).containsExactly(HAT_BOX);
    assertThat(ended(annotationDeleted(1)).images()).isEqualTo(new ImageCounts(0, 0, 0, 1, 0));
    assertThat(found()).isEmpty();
  }

  @Test
  void groundTruthGoesBeforeNewerAnnotations() {
    ended(send(annotation(CREATED, 1, 42, EARLY, ADDRESS, HAT).replace(NO_TRUTH, TRUTH)));

    DeliveryStatus newer = ended(created(2, LATE, PERSON));

    assertThat(newer.images().unchanged()).isEqualTo(1);
    assertThat(boxes()).containsExactly(HAT_BOX);
  }

  @Test
  void aCancelledAnnotationDoesNotCount() {
    String cancelled =
        annotation("ANNOTATION_UPDATED", 1, 42, LATE, ADDRESS, HAT)
            .replace("\"was_cancelled\": false", "\"was_cancelled\": true");

    assertThat(ended(send(cancelled)).images().unchanged()).isEqualTo(1);
    assertThat(found()).isEmpty();
    ended(created(2, EARLY, HAT));
    assertThat(found()).isPresent();
    ended(send(cancelled.replace("\"id\": 1,", "\"id\": 2,")));
    assertThat(found()).isEmpty();
  }

  @Test
  void aDeletionOfSomethingUnknownIsNoError() {
    assertThat(ended(annotationDeleted(99)).state()).isEqualTo(DeliveryState.DONE);
    assertThat(ended(send(deleted("TASKS_DELETED", "tasks", 99))).state())
        .isEqualTo(DeliveryState.DONE);
  }

  @Test
  void anAnnotationDoesNotComeBackAfterItsDeletion() {
    ended(annotationDeleted(1));

    DeliveryStatus late = ended(created(1, EARLY, HAT));

    assertThat(late.detail()).contains("annotation 1 was deleted before");
    assertThat(found()).isEmpty();
  }

  @Test
  void aDeletedTaskTakesItsImageAlong() {
    ended(created(1, EARLY, HAT));
    ended(created(2, LATE, PERSON));

    ended(send(deleted("TASKS_DELETED", "tasks", 42)));

    assertThat(found()).isEmpty();
    assertThat(ended(updated(2, LATE, HAT)).detail()).contains("annotation 2 was deleted before");
  }

  @Test
  void anImageOfTwoTasksStaysWithTheLabelsOfTheOther() {
    // Given
    ended(created(1, EARLY, HAT));
    ended(send(annotation(CREATED, 2, 43, LATE, ADDRESS, PERSON)));
    assertThat(boxes()).containsExactly(PERSON_BOX);

    // When, Then
    ended(annotationDeleted(2));
    assertThat(boxes()).containsExactly(HAT_BOX);
    ended(annotationDeleted(1));
    assertThat(found()).isEmpty();
  }

  @Test
  void aDeletionGivesAnImageItsLabelsOfAnotherSourceBack() {
    // Given
    upload("person", 1, 1, 33, 25);
    ended(created(1, EARLY, HAT));
    assertThat(boxes()).containsExactly(HAT_BOX);

    // When
    ended(annotationDeleted(1));

    // Then
    assertThat(boxes()).containsExactly(PERSON_BOX);
  }

  @Test
  void aDeletionLeavesAnImageToWhichAnotherSourceGaveTheSameLabels() {
    upload("hat", 17, 13, 49, 37);
    assertThat(ended(created(1, EARLY, HAT)).images().unchanged()).isEqualTo(1);

    DeliveryStatus status = ended(annotationDeleted(1));

    assertThat(status.detail().orElseThrow()).contains("it has labels of the source upload");
    assertThat(boxes()).containsExactly(HAT_BOX);
  }

  @Test
  void aDeletionLeavesAnImageThatWasCorrectedInBoxstream() {
    // Given
    ended(created(1, EARLY, HAT));
    bench
        .intake()
        .relabelling
        .relabel(
            ID,
            version -> true,
            new Labels.Given(Samples.voc(64, 48, "hat", 1, 1, 9, 9)),
            Optional.of("anna"));

    // When
    DeliveryStatus status = ended(annotationDeleted(1));

    // Then
    assertThat(status.detail().orElseThrow()).contains("its boxes were changed in Boxstream");
    assertThat(found()).isPresent();
  }

  @Test
  void aTaskMayShowAnotherImageLater() {
    ended(created(1, EARLY, HAT));

    DeliveryStatus moved =
        ended(
            send(
                annotation(
                    "ANNOTATION_UPDATED", 1, 42, LATE, "/data/local-files/?d=set/b.jpg", HAT)));

    assertThat(moved.images()).isEqualTo(new ImageCounts(1, 0, 0, 1, 0));
    assertThat(found()).isEmpty();
    assertThat(newest().id()).isEqualTo(Sha256.of(OTHER_IMAGE));
    assertThat(newest().source().name()).isEqualTo("b.jpg");
  }

  @Test
  void severalAnnotationsComeAtOnce() {
    String first = annotation(CREATED, 1, 42, EARLY, ADDRESS, HAT);
    String second = annotation(CREATED, 2, 43, EARLY, "/data/local-files/?d=set/b.jpg", PERSON);
    String both =
        "{\"action\": \"ANNOTATIONS_CREATED\", \"annotation\": [%s, %s], \"task\": [%s, %s]}"
            .formatted(
                part(first, "annotation", "task"),
                part(second, "annotation", "task"),
                part(first, "task", "project"),
                part(second, "task", "project"));

    assertThat(ended(send(both)).images()).isEqualTo(new ImageCounts(2, 0, 0, 0, 0));
  }

  @Test
  void aRotatedRectangleSendsTheImageToQuarantineUntilItIsMended() {
    // When
    DeliveryStatus status = ended(created(1, EARLY, region("hat", 25, 25, 50, 50, 12.5)));

    // Then
    assertThat(status.state()).isEqualTo(DeliveryState.REJECTED);
    assertThat(status.detail()).contains("region 1 is rotated; draw an upright rectangle");
    RejectedImage rejection = bench.intake().log.rejections().get(0);
    assertThat(rejection.reason()).isEqualTo(RejectionReason.UNREADABLE_ANNOTATION);
    assertThat(rejection.original()).isPresent();
    assertThat(bench.intake().rejections.size()).isEqualTo(1);
    ended(updated(1, LATE, HAT));
    assertThat(boxes()).containsExactly(HAT_BOX);
    assertThat(bench.intake().rejections.size()).isZero();
  }

  @Test
  void whatWasRejectedIsTriedAgainWithTheNextDelivery() {
    // Given an address that has no image, and has one later
    bench.tool.with(ADDRESS, "no image");
    assertThat(ended(created(1, EARLY, HAT)).state()).isEqualTo(DeliveryState.REJECTED);
    bench.tool.with(ADDRESS, IMAGE);

    // When
    DeliveryStatus again = ended(created(1, EARLY, HAT));

    // Then
    assertThat(again.images().accepted()).isEqualTo(1);
    assertThat(bench.intake().rejections.size()).isZero();
  }

  @Test
  void anImageThatIsTooLargeIsInQuarantine() {
    bench.tool.with("/data/upload/large.jpg", new byte[WebhookBench.LARGEST_IMAGE + 1]);

    DeliveryStatus status =
        ended(send(annotation(CREATED, 1, 42, EARLY, "/data/upload/large.jpg", HAT)));

    assertThat(status.state()).isEqualTo(DeliveryState.REJECTED);
    assertThat(bench.intake().log.rejections())
        .singleElement()
        .extracting(RejectedImage::reason)
        .isEqualTo(RejectionReason.IMAGE_TOO_LARGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s3://bucket/a.jpg | Boxstream reads no cloud storage",
        "gs://bucket/a.jpg | Boxstream reads no cloud storage",
        "a.jpg | tasks must have the address of an image",
        "https://elsewhere.example/a.jpg | is not allowed; add it to",
        "http://169.254.169.254/latest/meta-data | is not allowed",
        "/data/upload/gone.jpg | answers with status 404"
      })
  void anImageThatCannotBeFetchedFailsTheDelivery(String address, String reason) {
    DeliveryStatus status = ended(send(annotation(CREATED, 1, 42, EARLY, address, HAT)));

    assertThat(status.state()).isEqualTo(DeliveryState.FAILED);
    assertThat(status.detail().orElseThrow()).contains(reason);
    assertThat(status.attempts()).isEqualTo(1);
    assertThat(written()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PROJECT_UPDATED", "TASKS_CREATED", "LABEL_LINK_CREATED"})
  void otherActionsAreIgnored(String action) {
    DeliveryStatus status = send("{\"action\": \"" + action + "\", \"project\": {\"id\": 3}}");

    assertThat(status.state()).isEqualTo(DeliveryState.IGNORED);
    assertThat(status.detail()).contains(action + " does not change labels");
    assertThat(bench.webhooks().list(10)).isEmpty();
  }

  @Test
  void aWebhookWithoutPayloadFailsWithAdvice() {
    DeliveryStatus status = ended(send("{\"action\": \"ANNOTATION_CREATED\"}"));

    assertThat(status.state()).isEqualTo(DeliveryState.FAILED);
    assertThat(status.detail().orElseThrow()).contains("switch on \"Send payload\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "[]", "{}", "{\"action\": 5}", "{\"action\": \"a b\"}", "{} x"})
  void whatIsNoDeliveryIsRefused(String body) {
    assertThatThrownBy(() -> send(body)).isInstanceOf(UnusableDeliveryException.class);
    assertThat(
            bench
                .meters()
                .get(WebhookMetrics.DELIVERIES)
                .tags(WebhookMetrics.TOOL, "label-studio", WebhookMetrics.OUTCOME, "refused")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void whatIsKnownAboutTasksSurvivesARestart() {
    ended(created(1, EARLY, HAT));
    ended(updated(1, LATE, PERSON));

    bench.restarted();

    assertThat(ended(updated(1, EARLY, HAT)).images().unchanged()).isEqualTo(1);
    assertThat(boxes()).containsExactly(PERSON_BOX);
    ended(annotationDeleted(1));
    assertThat(found()).isEmpty();
    assertThat(bench.webhooks().list(10))
        .extracting(DeliveryStatus::state)
        .hasSize(4)
        .containsOnly(DeliveryState.DONE);
  }

  private static final String CREATED = "ANNOTATION_CREATED";
  private static final String NO_TRUTH = "\"ground_truth\": false";
  private static final String TRUTH = "\"ground_truth\": true";

  private DeliveryStatus created(int id, String updatedAt, String region) {
    return send(annotation(CREATED, id, 42, updatedAt, ADDRESS, region));
  }

  private DeliveryStatus updated(int id, String updatedAt, String region) {
    return send(annotation("ANNOTATION_UPDATED", id, 42, updatedAt, ADDRESS, region));
  }

  private void upload(String label, int... box) {
    bench
        .intake()
        .intake
        .take(
            new Submission(
                new ImageSource("upload", "a.jpg"),
                new OriginalBytes.InMemory(IMAGE),
                new Labels.Given(Samples.voc(64, 48, label, box)),
                new SplitAssignment.ByIdentity()),
            Batch.single());
  }

  private DeliveryStatus annotationDeleted(int id) {
    return send(deleted("ANNOTATIONS_DELETED", "annotations", id));
  }

  private DeliveryStatus send(String payload) {
    return bench.labelStudio(payload);
  }

  private DeliveryStatus ended(DeliveryStatus accepted) {
    return bench.ended(accepted);
  }

  /** The object in a field of a delivery, of which the next field is known. */
  private static String part(String payload, String field, String next) {
    int start = payload.indexOf("\n \"" + field + "\": {") + field.length() + 6;
    return payload.substring(start, payload.indexOf(",\n \"" + next + "\": {", start));
  }

  private List<AnnotatedImage> written() {
    return bench.intake().log.images();
  }

  private AnnotatedImage newest() {
    return written().get(written().size() - 1);
  }

  private Optional<CatalogImage> found() {
    return bench.intake().catalog.find(ID);
  }

  private List<LabelledBox> boxes() {
    return found().orElseThrow().boxes();
  }
}

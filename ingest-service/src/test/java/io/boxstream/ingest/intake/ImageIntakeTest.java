package io.boxstream.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.ImageContent;
import io.boxstream.events.ImageSource;
import io.boxstream.events.LabelRevision;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.RejectedImage;
import io.boxstream.events.RejectionReason;
import io.boxstream.events.Split;
import io.boxstream.events.StoredBytes;
import io.boxstream.ingest.IntakeBench;
import io.boxstream.ingest.Samples;
import io.boxstream.ingest.quarantine.Resubmission.Correction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageIntakeTest {

  private static final byte[] IMAGE = Samples.jpeg(40, 30, 1);
  private static final String ID = Sha256.of(IMAGE);
  private static final byte[] LABELS = Samples.voc(40, 30, "hat", 1, 1, 20, 30);
  private static final byte[] OTHER_LABELS = Samples.voc(40, 30, "person", 1, 1, 20, 30);

  private final IntakeBench bench = new IntakeBench();

  @TempDir Path directory;

  @Test
  void putsAnImageOnTheLogUnderTheHashOfItsBytes() {
    // When
    Outcome outcome = take(IMAGE, LABELS, Split.VAL);

    // Then
    assertThat(outcome)
        .isEqualTo(new Outcome.Accepted(ID, Split.VAL, false, Set.of("hat"), 0, false));
    assertThat(bench.log.images())
        .singleElement()
        .satisfies(
            image -> {
              assertThat(image.id()).isEqualTo(ID);
              assertThat(image.width()).isEqualTo(40);
              assertThat(image.height()).isEqualTo(30);
              assertThat(image.image()).isEqualTo(new ImageContent.Inline(IMAGE));
              assertThat(image.source()).isEqualTo(new ImageSource("test", "a b.jpg"));
              assertThat(image.boxes())
                  .containsExactly(new LabelledBox("hat", 0, 0, 19, 29, false));
            });
  }

  @Test
  void writesADuplicateNotAgain() {
    // Given
    take(IMAGE, LABELS, Split.VAL);

    // When the same boxes come in another form and for another split
    byte[] json =
        "{\"boxes\":[{\"label\":\"hat\",\"xMin\":0,\"yMin\":0,\"xMax\":19,\"yMax\":29}]}"
            .getBytes(StandardCharsets.UTF_8);
    Outcome outcome = take(IMAGE, json, Split.TRAIN);

    // Then
    assertThat(outcome).isEqualTo(new Outcome.Duplicate(ID, Split.VAL, Set.of("hat"), 0));
    assertThat(bench.log.images()).hasSize(1);
  }

  @Test
  void storesALargeImageAgainThatTheStoreHasLost() {
    // Given a store that is older than the log
    byte[] large = Samples.png(200, 200, 1);
    byte[] labels = Samples.voc(200, 200, "hat", 1, 1, 20, 30);
    take(large, labels, Split.VAL);
    assertThat(take(large, labels, Split.VAL)).isInstanceOf(Outcome.Duplicate.class);
    BlobReference blob = new BlobReference(Sha256.of(large), large.length);
    bench.store.delete(blob.key());

    // When
    Outcome outcome = take(large, labels, Split.TRAIN);

    // Then its readers get a record whose bytes are there
    assertThat(outcome)
        .isEqualTo(
            new Outcome.Accepted(Sha256.of(large), Split.VAL, true, Set.of("hat"), 0, false));
    assertThat(bench.blobs.contains(blob)).isTrue();
    assertThat(bench.log.images()).hasSize(2);
    assertThat(take(large, labels, Split.VAL)).isInstanceOf(Outcome.Duplicate.class);
  }

  @Test
  void replacesTheLabelsOfAKnownImageAndKeepsItsSplit() {
    // Given
    take(IMAGE, LABELS, Split.TEST);

    // When
    Outcome outcome = take(IMAGE, OTHER_LABELS, Split.TRAIN);

    // Then
    assertThat(outcome)
        .isEqualTo(new Outcome.Accepted(ID, Split.TEST, true, Set.of("person"), 0, false));
    assertThat(bench.log.images())
        .extracting(AnnotatedImage::split)
        .containsExactly(Split.TEST, Split.TEST);
  }

  @Test
  void aSenderOfOneSourceDoesNotChangeLabelsOfAnother() {
    // Given
    take(IMAGE, LABELS, Split.TEST);

    // When
    Outcome same = bench.intake.take(ofSource("gate-3", LABELS), Batch.single());
    Outcome other = bench.intake.take(ofSource("gate-3", OTHER_LABELS), Batch.single());
    Outcome own = bench.intake.take(ofSource("test", OTHER_LABELS), Batch.single());

    // Then
    assertThat(same).isInstanceOf(Outcome.Duplicate.class);
    assertThat(other)
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(RejectionReason.CONFLICTING_ANNOTATION);
              assertThat(rejected.detail()).contains("from the source test", "gate-3");
            });
    assertThat(own).isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void keepsTheEarlierLabelsOfARelabelledImage() {
    // Given
    take(IMAGE, LABELS, Split.TEST);
    take(IMAGE, OTHER_LABELS, Split.TEST);

    // When
    take(IMAGE, LABELS, Split.TEST);

    // Then the third event has the labels of the second and the first
    AnnotatedImage newest = bench.log.images().get(2);
    assertThat(newest.addedAt()).contains(Instant.EPOCH);
    assertThat(newest.history().orElseThrow())
        .extracting(
            LabelRevision::at, revision -> revision.boxes().get(0).label(), LabelRevision::split)
        .containsExactly(
            tuple(Instant.ofEpochMilli(1), "person", Split.TEST),
            tuple(Instant.EPOCH, "hat", Split.TEST));
    assertThat(bench.log.images().get(0).history()).isEmpty();
  }

  @Test
  void keepsAtMostTwentyEarlierLabels() {
    for (int change = 0; change < 25; change++) {
      take(IMAGE, change % 2 == 0 ? LABELS : OTHER_LABELS, Split.TEST);
    }

    assertThat(bench.log.images().get(24).history().orElseThrow())
        .hasSize(20)
        .extracting(LabelRevision::at)
        .startsWith(Instant.ofEpochMilli(23))
        .endsWith(Instant.ofEpochMilli(4));
  }

  @Test
  void refusesContradictionsWithinOneBatch() {
    // Given
    Batch batch = new RememberingBatch();
    bench.intake.take(submission(IMAGE, LABELS, Split.TRAIN), batch);

    // When
    Outcome outcome = bench.intake.take(submission(IMAGE, OTHER_LABELS, Split.TRAIN), batch);

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected ->
                assertThat(rejected.reason()).isEqualTo(RejectionReason.CONFLICTING_ANNOTATION));
    assertThat(bench.log.images()).hasSize(1);
  }

  @Test
  void takesAnImageInAgainThatWasRemoved() {
    // Given
    take(IMAGE, LABELS, Split.TEST);
    bench.images.remove(ID, version -> true, Optional.empty());

    // When
    Outcome outcome = take(IMAGE, LABELS, Split.TRAIN);

    // Then
    assertThat(outcome)
        .isEqualTo(new Outcome.Accepted(ID, Split.TRAIN, false, Set.of("hat"), 0, false));
    assertThatThrownBy(() -> bench.images.remove("0".repeat(64), version -> true, Optional.empty()))
        .isInstanceOf(UnknownImageException.class);
  }

  @Test
  void sendsALargeImageByTheStore() {
    // Given
    byte[] large = Samples.png(200, 200, 1);
    assertThat(large.length).isGreaterThan(IntakeBench.INLINE_LIMIT);

    // When
    take(large, Samples.voc(200, 200, "hat", 1, 1, 9, 9), Split.TRAIN);

    // Then
    BlobReference blob = new BlobReference(Sha256.of(large), large.length);
    assertThat(bench.log.images())
        .singleElement()
        .extracting(AnnotatedImage::image)
        .isEqualTo(new ImageContent.Stored(blob.sha256(), blob.size()));
    assertThat(bench.blobs.read(blob)).isEqualTo(large);
  }

  @Test
  void turnsAnImageThatLiesOnItsSide() {
    // Given
    byte[] lying = Samples.withOrientation(IMAGE, 6);

    // When
    take(lying, Samples.voc(40, 30, "hat", 11, 6, 31, 16), Split.TRAIN);

    // Then
    assertThat(bench.log.images())
        .singleElement()
        .satisfies(
            image -> {
              assertThat(image.width()).isEqualTo(30);
              assertThat(image.height()).isEqualTo(40);
              assertThat(image.boxes())
                  .containsExactly(new LabelledBox("hat", 15, 10, 25, 30, false));
            });
  }

  @Test
  void keepsWhatItRefusesWithItsBytesAndItsReason() {
    // Given
    byte[] text = "not an image".getBytes(StandardCharsets.UTF_8);

    // When
    Outcome outcome = take(text, LABELS, Split.TEST);

    // Then
    RejectedImage rejection = bench.log.rejections().get(0);
    assertThat(outcome)
        .isEqualTo(
            new Outcome.Rejected(rejection.id(), RejectionReason.NOT_AN_IMAGE, rejection.detail()));
    assertThat(rejection.original()).contains(new StoredBytes(Sha256.of(text), text.length));
    assertThat(bench.blobs.read(bench.blobs.quarantined(Sha256.of(text), text.length)))
        .isEqualTo(text);
    assertThat(rejection.annotation()).contains(new String(LABELS, StandardCharsets.UTF_8));
    assertThat(rejection.split()).contains(Split.TEST);
    assertThat(bench.log.images()).isEmpty();
    assertThat(
            bench
                .meters
                .counter(IntakeMetrics.REJECTED, IntakeMetrics.REASON, "not-an-image")
                .count())
        .isEqualTo(1);
  }

  @Test
  void namesTheReasonOfEachRefusal() {
    assertThat(reason(Samples.truncated(IMAGE), LABELS)).isEqualTo(RejectionReason.TRUNCATED_IMAGE);
    assertThat(reason(Samples.claiming(IMAGE, 65000, 65000), LABELS))
        .isEqualTo(RejectionReason.IMAGE_TOO_LARGE);
    assertThat(reason(IMAGE, new byte[] {'<', (byte) 0xFF}))
        .isEqualTo(RejectionReason.UNREADABLE_ANNOTATION);
    assertThat(reason(IMAGE, "<annotation>".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(RejectionReason.UNREADABLE_ANNOTATION);
    assertThat(reason(IMAGE, Samples.voc(40, 30, "hat", 1, 1, 90, 30)))
        .isEqualTo(RejectionReason.BOX_OUTSIDE_IMAGE);
    assertThat(reason(IMAGE, Samples.voc(40, 30, "hat", 9, 9, 9, 9)))
        .isEqualTo(RejectionReason.EMPTY_BOX);
    assertThat(reason(IMAGE, Samples.voc(640, 480, "hat", 1, 1, 9, 9)))
        .isEqualTo(RejectionReason.SIZE_MISMATCH);
    assertThat(bench.log.images()).isEmpty();
  }

  @Test
  void anImageRefusedTwiceIsOneRejection() {
    // When
    take("text".getBytes(StandardCharsets.UTF_8), LABELS, Split.TEST);
    take("text".getBytes(StandardCharsets.UTF_8), LABELS, Split.TEST);

    // Then
    assertThat(bench.rejections.size()).isEqualTo(1);
  }

  @Test
  void keepsAnImageThatIsTooLargeForMemory() throws IOException {
    // Given
    Path file = Files.write(directory.resolve("large"), new byte[2000]);
    Submission submission =
        new Submission(
            new ImageSource("test", "large.jpg"),
            OriginalBytes.OnDisk.tooLarge(file, 1000),
            new Labels.Given(LABELS),
            new SplitAssignment.ByIdentity());

    // When
    bench.intake.take(submission, Batch.single());

    // Then
    assertThat(bench.log.rejections())
        .singleElement()
        .satisfies(
            rejection -> {
              assertThat(rejection.reason()).isEqualTo(RejectionReason.IMAGE_TOO_LARGE);
              assertThat(rejection.original()).map(StoredBytes::size).contains(2000L);
            });
  }

  @Test
  void saysSoWhenTheLogDoesNotAnswer() {
    // Given
    bench.log.leave();

    // When, Then
    assertThatThrownBy(() -> take(IMAGE, LABELS, Split.TRAIN))
        .isInstanceOf(LogUnavailableException.class);
    assertThatThrownBy(() -> take(new byte[] {1}, LABELS, Split.TRAIN))
        .isInstanceOf(LogUnavailableException.class);
    assertThat(bench.meters.get(IntakeMetrics.FAILED).counter().count()).isEqualTo(2);
    assertThat(bench.meters.get(IntakeMetrics.ACCEPTED).counter().count()).isZero();
    assertThat(bench.meters.get(IntakeMetrics.INTAKE).tag("stage", "whole").timer().count())
        .isEqualTo(2);
  }

  @Test
  void takesAMendedImageInAndOffTheListOfRejections() {
    // Given
    Outcome outcome = take(IMAGE, Samples.voc(40, 30, "hat", 1, 1, 90, 30), Split.TEST);
    String rejectionId = ((Outcome.Rejected) outcome).rejectionId();

    // When
    Optional<Outcome> mended =
        bench.resubmission.resubmit(
            rejectionId,
            new Correction(Optional.empty(), Optional.of(LABELS), Optional.empty()),
            Optional.of("anna"));

    // Then
    assertThat(mended)
        .contains(new Outcome.Accepted(ID, Split.TEST, false, Set.of("hat"), 0, false));
    assertThat(bench.log.images().get(0).caller()).contains("anna");
    assertThat(bench.rejections.find(rejectionId)).isEmpty();
    assertThat(bench.resubmission.resubmit(rejectionId, Correction.NONE, Optional.empty()))
        .isEmpty();
  }

  @Test
  void leavesARejectionThatIsStillNotRightWhereItIs() {
    // Given
    Outcome outcome = take(IMAGE, Samples.voc(40, 30, "hat", 1, 1, 90, 30), Split.TEST);
    String rejectionId = ((Outcome.Rejected) outcome).rejectionId();

    // When, Then
    assertThatThrownBy(
            () -> bench.resubmission.resubmit(rejectionId, Correction.NONE, Optional.empty()))
        .isInstanceOf(RejectedImageException.class);
    assertThat(bench.rejections.find(rejectionId)).isPresent();
    assertThat(bench.log.rejections()).hasSize(1);
  }

  @Test
  void fillsTrainingValidationAndTestWithTheFirstThreeImagesWithoutAList() {
    // When
    List<Split> splits = IntStream.range(0, 3).mapToObj(this::takeByIdentity).toList();

    // Then
    assertThat(splits).containsExactly(Split.TRAIN, Split.VAL, Split.TEST);
  }

  @Test
  void leavesTheSplitToTheIdOnceEverySplitHasAnImage() {
    // Given
    IntStream.range(0, 3).forEach(this::takeByIdentity);

    // When
    IntStream.range(3, 40).forEach(this::takeByIdentity);

    // Then
    assertThat(bench.log.images().subList(3, 40))
        .allSatisfy(image -> assertThat(image.split()).isEqualTo(SplitRule.of(image.id())));
  }

  @Test
  void fillsASplitAgainWhoseLastImageWasRemoved() {
    // Given
    IntStream.range(0, 3).forEach(this::takeByIdentity);
    bench.images.remove(bench.log.images().get(1).id(), version -> true, Optional.empty());

    // When, Then a known image stays where it is, and the next new one validates
    assertThat(takeByIdentity(0)).isEqualTo(Split.TRAIN);
    assertThat(takeByIdentity(3)).isEqualTo(Split.VAL);
  }

  @Test
  void doesNotMoveAnImageThatIsTriedAgainAfterTheLogDidNotAnswer() {
    // Given an image that went to the empty training split, and nobody knows whether it is there
    bench.log.leave();
    assertThatThrownBy(() -> takeByIdentity(0)).isInstanceOf(LogUnavailableException.class);
    bench.log.comeBack();

    // When others come before it is tried again
    assertThat(takeByIdentity(1)).isEqualTo(Split.TRAIN);
    assertThat(takeByIdentity(2)).isEqualTo(Split.VAL);

    // Then
    assertThat(takeByIdentity(0)).isEqualTo(Split.TRAIN);
  }

  @Test
  void fillsEverySplitWhenImagesComeAtOnce() throws Exception {
    // Given three images by three threads
    ExecutorService threads = Executors.newFixedThreadPool(3);
    List<Callable<Split>> work =
        IntStream.range(0, 3).<Callable<Split>>mapToObj(i -> () -> takeByIdentity(i)).toList();

    // When
    List<Split> splits = new ArrayList<>();
    for (Future<Split> split : threads.invokeAll(work)) {
      splits.add(split.get());
    }
    threads.shutdown();

    // Then
    assertThat(splits).containsExactlyInAnyOrder(Split.values());
  }

  @Test
  void countsBoxesThatWereClipped() {
    // When
    Outcome outcome = take(IMAGE, Samples.voc(40, 30, "hat", 1, 1, 61, 30), Split.TRAIN);
    Outcome again = take(IMAGE, Samples.voc(40, 30, "hat", 1, 1, 61, 30), Split.TRAIN);

    // Then
    assertThat(outcome)
        .isEqualTo(new Outcome.Accepted(ID, Split.TRAIN, false, Set.of("hat"), 1, false));
    assertThat(again).isEqualTo(new Outcome.Duplicate(ID, Split.TRAIN, Set.of("hat"), 1));
    assertThat(bench.log.images().get(0).boxes())
        .containsExactly(new LabelledBox("hat", 0, 0, 40, 29, false));
    assertThat(bench.meters.get(IntakeMetrics.CLIPPED).counter().count()).isEqualTo(1);
  }

  private Split takeByIdentity(int seed) {
    Submission submission =
        new Submission(
            new ImageSource("test", seed + ".jpg"),
            new OriginalBytes.InMemory(Samples.jpeg(40, 30, seed)),
            new Labels.Given(LABELS),
            new SplitAssignment.ByIdentity());
    Outcome outcome = bench.intake.take(submission, Batch.single());
    return outcome instanceof Outcome.Accepted accepted
        ? accepted.split()
        : ((Outcome.Duplicate) outcome).split();
  }

  private Outcome take(byte[] image, byte[] labels, Split split) {
    return bench.intake.take(submission(image, labels, split), Batch.single());
  }

  private RejectionReason reason(byte[] image, byte[] labels) {
    return ((Outcome.Rejected) take(image, labels, Split.TRAIN)).reason();
  }

  private static Submission ofSource(String source, byte[] labels) {
    return new Submission(
        new ImageSource(source, "a.jpg"),
        new OriginalBytes.InMemory(IMAGE),
        new Labels.Given(labels),
        new SplitAssignment.ByIdentity(),
        Optional.empty(),
        true);
  }

  private static Submission submission(byte[] image, byte[] labels, Split split) {
    return new Submission(
        new ImageSource("test", "a b.jpg"),
        new OriginalBytes.InMemory(image),
        new Labels.Given(labels),
        new SplitAssignment.Fixed(split));
  }

  private static final class RememberingBatch implements Batch {

    private final Set<String> ids = new HashSet<>();

    @Override
    public Optional<String> importId() {
      return Optional.empty();
    }

    @Override
    public boolean holds(String imageId) {
      return ids.contains(imageId);
    }

    @Override
    public void publishing(String imageId) {
      assertThat(ids).doesNotContain(imageId);
    }

    @Override
    public void add(String imageId) {
      ids.add(imageId);
    }
  }
}

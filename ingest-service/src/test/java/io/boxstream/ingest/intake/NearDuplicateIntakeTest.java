package io.boxstream.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.ImageSource;
import io.boxstream.events.RejectionReason;
import io.boxstream.events.Split;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.PerceptualHashes;
import io.boxstream.images.Thumbnails;
import io.boxstream.ingest.IntakeBench;
import io.boxstream.ingest.Samples;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** New images that look nearly the same as others. */
class NearDuplicateIntakeTest {

  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final byte[] IMAGE = Samples.jpeg(WIDTH, HEIGHT, 40_100);
  private static final byte[] COPY = smaller(IMAGE, 300);
  private static final byte[] LABELS = "{\"boxes\":[]}".getBytes(StandardCharsets.UTF_8);

  private final IntakeBench bench = new IntakeBench();

  @Test
  void theEventSaysWhatTheImageLooksLike() {
    take(IMAGE, new SplitAssignment.ByIdentity());

    assertThat(bench.log.images().get(0).perceptualHash())
        .contains(new PerceptualHashes(ImageLimits.defaults()).hash(IMAGE).toString());
  }

  @Test
  void aCopyFollowsTheOriginalIntoItsSplit() {
    for (Split split : Split.values()) {
      IntakeBench fresh = new IntakeBench();
      fillSplits(fresh);
      take(fresh, IMAGE, new SplitAssignment.Fixed(split));

      Outcome.Accepted copy = take(fresh, COPY, new SplitAssignment.ByIdentity());

      assertThat(copy.split()).isEqualTo(split);
      assertThat(copy.nearDuplicate())
          .hasValueSatisfying(
              near -> {
                assertThat(near.id()).isEqualTo(Sha256.of(IMAGE));
                assertThat(near.split()).isEqualTo(split);
                assertThat(near.joined()).isTrue();
                assertThat(near.distance()).isLessThanOrEqualTo(6);
              });
    }
  }

  @Test
  void aTrainingListWithHoldOutDoesNotTakeACopyOfATestImageIntoTraining() {
    fillSplits(bench);
    take(IMAGE, new SplitAssignment.Fixed(Split.TEST));

    Outcome.Accepted copy = take(COPY, new SplitAssignment.TrainWithHoldOut());

    assertThat(copy.split()).isEqualTo(Split.TEST);
    assertThat(copy.heldOut()).isFalse();
  }

  @Test
  void aNamedSplitIsKeptAndTheLeakIsTold() {
    take(IMAGE, new SplitAssignment.Fixed(Split.TEST));

    Outcome.Accepted copy = take(COPY, new SplitAssignment.Fixed(Split.TRAIN));

    assertThat(copy.split()).isEqualTo(Split.TRAIN);
    assertThat(copy.nearDuplicate())
        .contains(new NearDuplicate(Sha256.of(IMAGE), Split.TEST, distance(), false));
    assertThat(bench.meters.get(IntakeMetrics.LEAKS).counter().count()).isEqualTo(1);
    assertThat(bench.meters.get(IntakeMetrics.JOINED).counter().count()).isZero();
  }

  @Test
  void aStrictPolicyPutsALeakIntoQuarantine() {
    IntakeBench strict = new IntakeBench(new NearDuplicateSettings(NearDuplicatePolicy.STRICT, 6));
    take(strict, IMAGE, new SplitAssignment.Fixed(Split.TEST));

    Outcome outcome = submit(strict, COPY, new SplitAssignment.Fixed(Split.TRAIN));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo(RejectionReason.SPLIT_LEAKAGE);
              assertThat(rejected.detail()).contains(Sha256.of(IMAGE)).contains("test");
            });
    assertThat(take(strict, COPY, new SplitAssignment.Fixed(Split.TEST)).split())
        .isEqualTo(Split.TEST);
  }

  @Test
  void withoutAPolicyTheIdDecidesAsBefore() {
    IntakeBench off = new IntakeBench(new NearDuplicateSettings(NearDuplicatePolicy.OFF, 6));
    fillSplits(off);
    take(off, IMAGE, new SplitAssignment.Fixed(Split.TEST));

    Outcome.Accepted copy = take(off, COPY, new SplitAssignment.ByIdentity());

    assertThat(copy.split()).isEqualTo(SplitRule.of(Sha256.of(COPY)));
    assertThat(copy.nearDuplicate()).isEmpty();
  }

  @Test
  void copiesThatComeAtTheSameTimeAreInOneSplit() throws Exception {
    fillSplits(bench);
    List<byte[]> copies = new ArrayList<>();
    for (int side = 240; side < 320; side += 4) {
      copies.add(smaller(IMAGE, side));
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Outcome.Accepted>> takes = new ArrayList<>();
      copies.forEach(copy -> takes.add(() -> take(copy, new SplitAssignment.ByIdentity())));
      List<Split> splits = new ArrayList<>();
      for (Future<Outcome.Accepted> taken : threads.invokeAll(takes)) {
        splits.add(taken.get().split());
      }

      assertThat(copies.stream().map(Sha256::of).map(SplitRule::of).distinct().count())
          .as("without the rule they would be in several splits")
          .isGreaterThan(1);
      assertThat(splits).hasSize(copies.size()).containsOnly(splits.get(0));
    } finally {
      threads.shutdown();
    }
    assertThat(bench.log.images()).extracting(AnnotatedImage::perceptualHash).doesNotContainNull();
  }

  private int distance() {
    PerceptualHashes hashes = new PerceptualHashes(ImageLimits.defaults());
    return hashes.hash(IMAGE).distance(hashes.hash(COPY));
  }

  /** So that no split is empty, which would decide where the next image goes. */
  private static void fillSplits(IntakeBench bench) {
    for (Split split : Split.values()) {
      byte[] image = Samples.jpeg(WIDTH, HEIGHT, 40_200 + split.ordinal());
      take(bench, image, new SplitAssignment.Fixed(split));
    }
  }

  private Outcome.Accepted take(byte[] image, SplitAssignment assignment) {
    return take(bench, image, assignment);
  }

  private static Outcome.Accepted take(
      IntakeBench bench, byte[] image, SplitAssignment assignment) {
    return (Outcome.Accepted) submit(bench, image, assignment);
  }

  private static Outcome submit(IntakeBench bench, byte[] image, SplitAssignment assignment) {
    return bench.intake.take(
        new Submission(
            new ImageSource("test", "a.jpg"),
            new OriginalBytes.InMemory(image),
            new Labels.Given(LABELS),
            assignment),
        Batch.single());
  }

  private static byte[] smaller(byte[] image, int side) {
    return new Thumbnails(ImageLimits.defaults()).jpeg(image, side);
  }
}

package io.boxstream.evaluator.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.evaluation.DecisionEvidence.Trial;
import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.evaluator.Samples;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageEncoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.RgbImage;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DetectorTrialTest {
  private static final long MILLI = 1_000_000;

  private final ImagesInMemory images = new ImagesInMemory();
  private long nanos;

  @Test
  void takesTheMedianTimeOfTheSecondQueryOfEachImage() throws ImageUnavailableException {
    // Each image is queried twice; the first query may take long.
    Queue<Long> millis = new ArrayDeque<>(List.of(900L, 5L, 900L, 7L, 900L, 30L));

    Trial trial = run(3, () -> takes(millis.remove(), List.of(found(0.9f, 10))));

    assertThat(trial).isEqualTo(new Trial(3, Optional.of(7.0), Optional.empty()));
  }

  @Test
  void queriesNoMoreImagesThanThereAre() throws ImageUnavailableException {
    Trial trial = run(9, () -> takes(4, List.of()));

    assertThat(trial).isEqualTo(new Trial(3, Optional.of(4.0), Optional.empty()));
  }

  @Test
  void failsWhatGivesTwoAnswers() throws ImageUnavailableException {
    Queue<List<Detection>> answers =
        new ArrayDeque<>(List.of(List.of(found(0.9f, 10)), List.of(found(0.9f, 12))));

    Trial trial = run(1, answers::remove);

    assertThat(trial.medianMillis()).isEmpty();
    assertThat(trial.failure().orElseThrow()).contains("image a", "different detections");
  }

  @Test
  void failsWhatFindsSomethingOnlyTheSecondTime() throws ImageUnavailableException {
    Queue<List<Detection>> answers = new ArrayDeque<>(List.of(List.of(), List.of(found(0.9f, 10))));

    assertThat(run(1, answers::remove).failure()).isPresent();
  }

  @Test
  void toleratesRoundingAndWhatIsAtTheThreshold() throws ImageUnavailableException {
    Queue<List<Detection>> answers =
        new ArrayDeque<>(
            List.of(List.of(found(0.9f, 10), found(0.011f, 50)), List.of(found(0.8999f, 10.01))));

    assertThat(run(1, answers::remove).failure()).isEmpty();
  }

  @Test
  void failsWhatPredictsNoNumbersOrFails() throws ImageUnavailableException {
    assertThat(trial(manifest -> detector(false, List::of)).failure().orElseThrow())
        .contains("no finite numbers");
    assertThat(
            trial(
                    manifest ->
                        detector(
                            true,
                            () -> {
                              throw new IllegalStateException("out of memory");
                            }))
                .failure()
                .orElseThrow())
        .contains("engine failed", "out of memory");
  }

  @Test
  void failsWhatCannotBeLoaded() throws ImageUnavailableException {
    Trial trial =
        trial(
            manifest -> {
              throw new UnusableCheckpointException(manifest.id(), "its parameters are cut", null);
            });

    assertThat(trial.failure().orElseThrow()).contains("its parameters are cut");
  }

  @Test
  void namesAnImageThatIsGone() {
    images.deletedWhenRead("a");

    assertThatThrownBy(() -> run(1, List::of))
        .isInstanceOf(ImageUnavailableException.class)
        .hasMessageContaining("image a");
  }

  private Trial run(int count, Supplier<List<Detection>> answers) throws ImageUnavailableException {
    return trial(manifest -> detector(true, answers), count);
  }

  private Trial trial(DetectorSource detectors) throws ImageUnavailableException {
    return trial(detectors, 1);
  }

  private Trial trial(DetectorSource detectors, int count) throws ImageUnavailableException {
    return new DetectorTrial(
            detectors, images, new ImageDecoder(ImageLimits.defaults()), () -> nanos)
        .run(
            Samples.manifest(1),
            new ValidationSet(
                Samples.HASH, List.of(image("a"), image("b"), image("c")), List.of(), List.of()),
            count);
  }

  private List<Detection> takes(long millis, List<Detection> answer) {
    nanos += millis * MILLI;
    return answer;
  }

  private ValidationImage image(String id) {
    images.withImage(id, new ImageEncoder().png(new RgbImage(8, 8, new byte[8 * 8 * 3])));
    return new ValidationImage(id, List.of());
  }

  private static Detection found(float score, double left) {
    return new Detection(0, score, new Box(left, 10, left + 20, 30));
  }

  private static ImageDetector detector(boolean finite, Supplier<List<Detection>> answers) {
    return new ImageDetector() {
      @Override
      public List<List<Detection>> detect(List<RgbImage> images) {
        return List.of(answers.get());
      }

      @Override
      public boolean predictsFinite(RgbImage image) {
        return finite;
      }

      @Override
      public void close() {}
    };
  }
}

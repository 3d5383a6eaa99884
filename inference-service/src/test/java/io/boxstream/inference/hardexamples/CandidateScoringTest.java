package io.boxstream.inference.hardexamples;

import static io.boxstream.inference.hardexamples.Requests.LEFT;
import static io.boxstream.inference.hardexamples.Requests.RIGHT;
import static io.boxstream.inference.hardexamples.Requests.answer;
import static io.boxstream.inference.hardexamples.Requests.hat;
import static io.boxstream.inference.hardexamples.Requests.helmet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.events.HardExampleReason;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.ThresholdSelector;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CandidateScoringTest {
  private final CandidateScoring scoring =
      new CandidateScoring(new ThresholdSelector(OptionalDouble.empty()), 0.1);

  @Test
  void aSureAnswerIsNoCandidate() {
    assertThat(scoring.score(request(hat(0.95, LEFT), hat(0.05, RIGHT)))).isEmpty();
    assertThat(scoring.score(request())).isEmpty();
  }

  @Test
  void aScoreAtTheThresholdIsLowConfidence() {
    Candidate candidate = scoring.score(request(hat(0.95, LEFT), hat(0.39, RIGHT))).orElseThrow();

    assertThat(candidate.reasons()).containsExactly(HardExampleReason.LOW_CONFIDENCE);
    assertThat(candidate.score()).isBetween(0.15, 0.2);
    assertThat(candidate.boxes())
        .singleElement()
        .satisfies(box -> assertThat(box.score()).isCloseTo(0.95, within(1e-6)));
  }

  @Test
  void nothingFoundIsSaidWhenABoxComesNear() {
    Candidate candidate = scoring.score(request(hat(0.38, LEFT))).orElseThrow();

    assertThat(candidate.reasons())
        .containsExactly(HardExampleReason.LOW_CONFIDENCE, HardExampleReason.NOTHING_FOUND);
    assertThat(candidate.boxes()).isEmpty();
  }

  @Test
  void manyUndecidedBoxesAreHarderThanOne() {
    Detection[] five =
        IntStream.range(0, 5)
            .mapToObj(i -> hat(0.4, new Box(20 * i, 0, 20 * i + 15, 15)))
            .toArray(Detection[]::new);

    Candidate many = scoring.score(request(five)).orElseThrow();
    Candidate one = scoring.score(request(hat(0.4, LEFT))).orElseThrow();

    assertThat(many.reasons()).containsExactly(HardExampleReason.MANY_NEAR_THRESHOLD);
    assertThat(many.score()).isGreaterThan(one.score());
  }

  @Test
  void twoClassesOnOneObjectAreAConflict() {
    assertThat(scoring.score(request(hat(0.9, LEFT), helmet(0.9, LEFT))).orElseThrow().reasons())
        .containsExactly(HardExampleReason.CONFLICTING_CLASSES);
    assertThat(scoring.score(request(hat(0.9, LEFT), helmet(0.9, RIGHT)))).isEmpty();
  }

  @Test
  void generationsThatFindDifferentObjectsDisagree() {
    Answer now = answer(2, hat(0.98, RIGHT));

    Candidate candidate = scoring.compare(request(hat(0.98, LEFT)), now).orElseThrow();

    assertThat(candidate.reasons()).containsExactly(HardExampleReason.GENERATIONS_DISAGREE);
    assertThat(candidate.score()).isGreaterThan(0.3);
    assertThat(candidate.boxes())
        .singleElement()
        .satisfies(box -> assertThat(box.xMin()).isEqualTo(60));
    assertThat(candidate.answer().identity().generation()).isEqualTo(2);
  }

  @Test
  void generationsThatFindTheSameAreNoCandidate() {
    Answer now = answer(2, hat(0.98, new Box(1, 1, 41, 41)));

    assertThat(scoring.compare(request(hat(0.97, LEFT)), now)).isEmpty();
  }

  @Test
  void theMinimumDecides() {
    CandidateScoring strict =
        new CandidateScoring(new ThresholdSelector(OptionalDouble.empty()), 0.3);

    assertThat(strict.score(request(hat(0.4, LEFT)))).isEmpty();
    assertThat(scoring.score(request(hat(0.4, LEFT)))).isPresent();
  }

  @Test
  void theConfiguredThresholdReplacesTheModels() {
    CandidateScoring configured =
        new CandidateScoring(new ThresholdSelector(OptionalDouble.of(0.9)), 0.1);

    assertThat(configured.score(request(hat(0.9, LEFT)))).isPresent();
    assertThat(configured.score(request(hat(0.4, LEFT)))).isEmpty();
  }

  private static AnsweredRequest request(Detection... detections) {
    return Requests.request(new byte[10], answer(1, detections));
  }

  @Test
  void keepsTheImageOfTheRequest() {
    byte[] image = {1, 2, 3};
    AnsweredRequest request = Requests.request(image, answer(1, hat(0.4, LEFT)));

    assertThat(scoring.score(request).map(Candidate::image)).contains(image);
    assertThat(request.bytes()).isEqualTo(3 + 96);
  }
}

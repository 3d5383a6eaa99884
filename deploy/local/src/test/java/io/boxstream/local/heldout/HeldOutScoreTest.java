package io.boxstream.local.heldout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.events.DetectedBox;
import io.boxstream.events.LabelledBox;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldOutScoreTest {

  private final HeldOutScore score = new HeldOutScore(List.of("hat", "person", "dog"));

  @Test
  void scoresEachClassThatIsLabelledAndTheirMean() {
    // Given every hat found, and one of two persons after a false alarm
    score.add(
        List.of(new LabelledBox("hat", 10, 10, 50, 50, false)),
        List.of(new DetectedBox("hat", 0.9, 11, 11, 51, 51)));
    score.add(
        List.of(
            new LabelledBox("person", 10, 10, 50, 50, false),
            new LabelledBox("person", 100, 100, 150, 150, false)),
        List.of(
            new DetectedBox("person", 0.8, 300, 300, 350, 350),
            new DetectedBox("person", 0.7, 10, 10, 50, 50)));

    // Then: recall 0.5 at precision 0.5, six of eleven points
    assertThat(score.images()).isEqualTo(2);
    assertThat(score.perClass()).containsOnlyKeys("hat", "person");
    assertThat(score.perClass().get("hat")).isCloseTo(1.0, within(1e-9));
    assertThat(score.perClass().get("person")).isCloseTo(6 * 0.5 / 11, within(1e-9));
    assertThat(score.mean().orElseThrow()).isCloseTo((1 + 3.0 / 11) / 2, within(1e-9));
  }

  @Test
  void hasNoScoreWhereNothingIsLabelled() {
    score.add(List.of(), List.of(new DetectedBox("hat", 0.9, 1, 1, 5, 5)));

    assertThat(score.mean()).isEmpty();
    assertThat(score.perClass()).isEmpty();
  }

  @Test
  void doesNotCountClassesThatTheModelDoesNotKnow() {
    score.add(
        List.of(
            new LabelledBox("hat", 10, 10, 50, 50, false),
            new LabelledBox("unicorn", 60, 60, 90, 90, false)),
        List.of(new DetectedBox("hat", 0.9, 10, 10, 50, 50)));

    assertThat(score.perClass()).containsOnlyKeys("hat");
  }
}

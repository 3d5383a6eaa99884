package io.boxstream.inference.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.evaluation.ScoreThresholds;
import io.boxstream.inference.model.ModelIdentity;
import io.boxstream.inference.serve.ServedThresholds.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ThresholdSelectorTest {
  private static final ScoreThresholds EVALUATED = new ScoreThresholds(0.4, Map.of("hat", 0.3));

  @Test
  void areThoseOfTheEvaluationUnlessOneIsConfigured() {
    assertThat(new ThresholdSelector(OptionalDouble.empty()).of(model(Optional.of(EVALUATED))))
        .isEqualTo(new ServedThresholds(Source.EVALUATION, EVALUATED));
    assertThat(new ThresholdSelector(OptionalDouble.of(0.2)).of(model(Optional.of(EVALUATED))))
        .isEqualTo(ServedThresholds.of(Source.CONFIGURATION, 0.2));
  }

  @Test
  void areLowWithoutAnEvaluation() {
    assertThat(new ThresholdSelector(OptionalDouble.empty()).of(model(Optional.empty())))
        .isEqualTo(ServedThresholds.of(Source.FALLBACK, 0.05));
  }

  @Test
  void areThatOfTheRequestWhateverElseThereIs() {
    ServedThresholds served =
        new ThresholdSelector(OptionalDouble.of(0.2))
            .of(model(Optional.of(EVALUATED)), OptionalDouble.of(0.7));

    assertThat(served.source()).isEqualTo(Source.REQUEST);
    assertThat(served.of("hat")).isEqualTo(0.7);
  }

  @Test
  void areNumbersFromZeroToOne() {
    assertThat(ThresholdSelector.parse("0.25")).isEqualTo(0.25);
    for (String text : List.of("", "low", "-0.1", "1.1", "NaN")) {
      assertThatThrownBy(() -> ThresholdSelector.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("threshold must be a number from 0 to 1: '" + text + "'");
    }
  }

  @Test
  void refusesAConfiguredOneThatIsOutOfRange() {
    assertThatThrownBy(() -> new ThresholdSelector(OptionalDouble.of(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be 0 to 1: 2.0");
  }

  private static ModelIdentity model(Optional<ScoreThresholds> thresholds) {
    return new ModelIdentity(
        "detector", 1, "run-000001", "tiny", List.of("hat"), OptionalDouble.empty(), thresholds);
  }
}

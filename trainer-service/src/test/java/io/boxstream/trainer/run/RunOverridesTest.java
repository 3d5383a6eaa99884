package io.boxstream.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunOverridesTest {

  @Test
  void whatTheRequestSaysGoesBeforeTheConfiguration() {
    RunOverrides request = new RunOverrides("quick", null, 3, null, null, 7L);
    RunOverrides configuration = new RunOverrides("classic", "preset", 9, 4, 0.01, null);

    assertThat(request.orElse(configuration))
        .isEqualTo(new RunOverrides("quick", "preset", 3, 4, 0.01, 7L));
  }

  @Test
  void aLengthGoesBeforeEitherLengthOfTheConfiguration() {
    RunOverrides timed = RunOverrides.none().withMinutes(5.0);
    RunOverrides counted = new RunOverrides(null, null, 3, null, null, null);

    assertThat(timed.orElse(counted)).isEqualTo(timed);
    assertThat(counted.orElse(timed)).isEqualTo(counted);
    assertThat(RunOverrides.none().orElse(timed)).isEqualTo(timed);
  }

  @Test
  void eachPartOfEarlyStoppingGoesBeforeTheConfiguration() {
    RunOverrides request =
        RunOverrides.none().withEarlyStopping(new EarlyStoppingOverrides(3, null));
    RunOverrides configuration =
        RunOverrides.none().withEarlyStopping(new EarlyStoppingOverrides(9, 0.01));

    assertThat(request.orElse(configuration).earlyStopping())
        .isEqualTo(new EarlyStoppingOverrides(3, 0.01));
  }

  @Test
  void refusesTwoLengths() {
    assertThatThrownBy(() -> new RunOverrides(null, null, 3, null, null, null, 5.0, null))
        .hasMessageContaining("epochs and minutes");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, 1e9})
  void refusesATimeThatNoRunCanHave(double minutes) {
    assertThatThrownBy(() -> RunOverrides.none().withMinutes(minutes))
        .hasMessageContaining("minutes must be above 0");
  }

  @Test
  void refusesAnEarlyStopThatMakesNoSense() {
    assertThatThrownBy(() -> new EarlyStoppingOverrides(-1, null))
        .hasMessageContaining("earlyStopping.patience");
    assertThatThrownBy(() -> new EarlyStoppingOverrides(null, Double.NaN))
        .hasMessageContaining("earlyStopping.minimumGain");
  }

  @Test
  void refusesWhatCannotBeTrainedAndSaysWhat() {
    assertThatThrownBy(() -> new RunOverrides(null, null, 0, null, null, null))
        .hasMessageContaining("epochs");
    assertThatThrownBy(() -> new RunOverrides(null, null, null, -1, null, null))
        .hasMessageContaining("batch");
    assertThatThrownBy(() -> new RunOverrides(null, null, null, null, Double.NaN, null))
        .hasMessageContaining("learningRate");
  }
}

package io.boxstream.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RunOverridesTest {

  @Test
  void whatTheRequestSaysGoesBeforeTheConfiguration() {
    RunOverrides request = new RunOverrides("quick", null, 3, null, null, 7L);
    RunOverrides configuration = new RunOverrides("classic", "preset", 9, 4, 0.01, null);

    assertThat(request.orElse(configuration))
        .isEqualTo(new RunOverrides("quick", "preset", 3, 4, 0.01, 7L));
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

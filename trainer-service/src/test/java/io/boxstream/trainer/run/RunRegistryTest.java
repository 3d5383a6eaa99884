package io.boxstream.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.events.RunState;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunRegistryTest {
  private final RunRegistry registry = new RunRegistry();

  @Test
  void keepsWhatHasNotEndedAndTheLatestThatHave() {
    registry.put(run(0));
    for (int second = 1; second <= RunRegistry.MOST_ENDED + 2; second++) {
      registry.put(run(second));
      registry.change(id(second), run -> run.transitionTo(RunState.STOPPED, ""));
    }

    assertThat(registry.count(RunState.STOPPED)).isEqualTo(RunRegistry.MOST_ENDED);
    assertThat(registry.find(id(0))).isPresent();
    assertThat(registry.find(id(1))).isEmpty();
    assertThat(registry.find(id(2))).isEmpty();
    assertThat(registry.find(id(3))).isPresent();
    assertThat(registry.list()).hasSize(RunRegistry.MOST_ENDED + 1);
  }

  private static RunStatus run(int second) {
    return RunStatus.queued(
        new RunRequest(
            id(second), Instant.ofEpochSecond(second), RunRequest.BY_HAND, RunOverrides.none()));
  }

  private static String id(int second) {
    return "run-" + second;
  }
}

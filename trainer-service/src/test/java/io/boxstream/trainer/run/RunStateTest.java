package io.boxstream.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunStateTest {

  @Test
  void aQueuedRunCanStartBeStoppedOrBeRefused() {
    assertThat(EnumSet.allOf(RunState.class))
        .filteredOn(RunState.QUEUED::canBecome)
        .containsExactly(RunState.RUNNING, RunState.STOPPED, RunState.FAILED);
  }

  @ParameterizedTest
  @EnumSource(names = {"COMPLETED", "STOPPED", "FAILED"})
  void nothingFollowsTheEnd(RunState end) {
    assertThat(end.isOver()).isTrue();
    assertThat(EnumSet.allOf(RunState.class)).noneMatch(end::canBecome);
  }
}

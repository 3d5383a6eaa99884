package io.boxstream.artifacts.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.Samples;
import io.boxstream.artifacts.store.ConflictingArtifactException;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import org.junit.jupiter.api.Test;

class RunsTest {
  private final Runs runs = new Runs(new InMemoryObjectStore());

  @Test
  void givesBackHowARunBegan() {
    RunRecord run = Samples.run("r1", 7);

    runs.create(run);

    assertThat(runs.load("r1")).isEqualTo(run);
    assertThat(runs.outcome("r1")).isEmpty();
  }

  @Test
  void createsTheSameRunTwiceButNotAnother() {
    runs.create(Samples.run("r1", 7));
    runs.create(Samples.run("r1", 7));

    assertThatThrownBy(() -> runs.create(Samples.run("r1", 8)))
        .isInstanceOf(ConflictingArtifactException.class);
    assertThat(runs.load("r1").seed()).isEqualTo(7);
  }

  @Test
  void keepsTheFirstOutcome() {
    RunOutcome completed = outcome(RunOutcome.State.COMPLETED);
    runs.finish(completed);

    RunOutcome kept = runs.finish(outcome(RunOutcome.State.FAILED));

    assertThat(kept).isEqualTo(completed);
    assertThat(runs.outcome("r1")).contains(completed);
  }

  @Test
  void listsRuns() {
    runs.create(Samples.run("r2", 1));
    runs.create(Samples.run("r1", 1));

    assertThat(runs.list()).containsExactly("r1", "r2");
  }

  @Test
  void hashesAConfigurationByItsValue() {
    assertThat(Samples.run("a", 1).configuration().hash())
        .isEqualTo(Samples.run("b", 2).configuration().hash())
        .hasSize(64);
  }

  private static RunOutcome outcome(RunOutcome.State state) {
    return new RunOutcome("r1", state, Samples.NOON, 3, 60, "");
  }
}

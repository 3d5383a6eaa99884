package io.boxstream.benchmarks.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.benchmarks.capacity.Planner.Addition;
import io.boxstream.benchmarks.capacity.Planner.Sufficient;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

class PlannerTest {

  private static final Constants CONSTANTS = Constants.measured();

  @Test
  void nothingIsAddedToWhatSuffices() {
    Sufficient sufficient = plan(1000);

    assertThat(sufficient.additions()).isEmpty();
    assertThat(sufficient.outcome().tooLittle()).isEmpty();
  }

  @Test
  void whatGivesWayFirstIsAddedFirstAndInTheEndNothingGivesWay() {
    Sufficient sufficient = plan(5e7);

    assertThat(sufficient.outcome().tooLittle()).isEmpty();
    assertThat(sufficient.outcome().images().lost()).isZero();
    assertThat(sufficient.additions()).isNotEmpty();
    assertThat(sufficient.additions()).isSortedAccordingTo(Comparator.comparingInt(Addition::hour));
    assertThat(sufficient.firsts()).extracting(Addition::resource).doesNotHaveDuplicates();
    for (Addition addition : sufficient.additions()) {
      assertThat(addition.after()).isGreaterThan(addition.before());
    }
  }

  @Test
  void oneLessOfWhatWasAddedLastDoesNotSuffice() {
    Sufficient sufficient = plan(1e6);
    Addition last = sufficient.additions().get(sufficient.additions().size() - 1);
    Plan less = sufficient.plan().with(last.resource(), last.before());

    assertThat(Simulation.run(CONSTANTS, less, scenario(1e6)).tooLittle())
        .containsKey(last.resource());
  }

  private static Sufficient plan(double imagesPerDay) {
    return Planner.plan(CONSTANTS, Plan.kubernetes(), scenario(imagesPerDay));
  }

  private static Scenario scenario(double imagesPerDay) {
    return Scenario.year(new Traffic(imagesPerDay, 0.2, 1), 0.01);
  }
}

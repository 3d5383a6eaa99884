package io.boxstream.benchmarks.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.boxstream.benchmarks.capacity.Outcome.Place;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulationTest {

  private static final Constants CONSTANTS = Constants.measured();
  private static final Plan PLAN = Plan.kubernetes();

  @Test
  void noImageIsMadeOrForgotten() {
    for (double labelled : new double[] {0.01, 1}) {
      for (double perDay : new double[] {1e4, 1e6, 5e7}) {
        Outcome.Images images = Simulation.run(CONSTANTS, PLAN, year(perDay, labelled)).images();

        assertThat(images.answered() + images.waiting() + images.lost())
            .isCloseTo(images.requested(), within(1e-6 * images.requested()));
        assertThat(images.accepted() + images.rejected() + images.pending())
            .isCloseTo(images.labelled(), within(1e-6 * images.labelled()));
        assertThat(images.labelled())
            .isCloseTo(labelled * images.requested(), within(1e-6 * images.labelled()));
      }
    }
  }

  @Test
  void noByteIsMadeOrForgotten() {
    Outcome outcome = Simulation.run(CONSTANTS, PLAN, year(1e6, 0.01));

    assertThat(outcome.bytes()).containsOnlyKeys(Place.values());
    outcome
        .bytes()
        .forEach(
            (place, bytes) ->
                assertThat(bytes.held() + bytes.removed())
                    .as(place.name())
                    .isCloseTo(bytes.written(), within(1e-6 * bytes.written())));
    Constants.Sizes sizes = CONSTANTS.sizes();
    assertThat(outcome.bytes().get(Place.DATA_SET).held())
        .isCloseTo(
            outcome.images().accepted() * (sizes.image() + sizes.labels()), withinPercentage(1e-6));
    assertThat(outcome.bytes().get(Place.ANSWERS).written())
        .isCloseTo(outcome.images().answered() * sizes.answer(), withinPercentage(1e-6));
  }

  @Test
  void theSameSeedGivesTheSameOutcome() {
    assertThat(Simulation.run(CONSTANTS, PLAN, year(1e6, 0.01)))
        .isEqualTo(Simulation.run(CONSTANTS, PLAN, year(1e6, 0.01)));
  }

  @Test
  void requestsThatComeFasterThanTheyAreAnsweredWaitUntilTheNight() {
    // Given 2 × 2 processors with 20 ms an image: 720 000 an hour
    Constants constants = CONSTANTS.with(new Constants.Serving(0.020, 0.001));
    // and a Monday whose hours have up to 982 000 images
    Traffic traffic = new Traffic(24 * 500_000, 0, 1);
    Scenario scenario = new Scenario(traffic, 0, 1, 24, 3600);

    Outcome outcome = Simulation.run(constants, PLAN, scenario);

    double waiting = 0;
    for (int hour = 0; hour < 24; hour++) {
      waiting = Math.max(0, waiting + traffic.inHour(hour) - 720_000);
      assertThat(outcome.lags().get(hour)).as("hour %d", hour).isCloseTo(waiting, within(1e-3));
    }
    assertThat(outcome.lags().get(16)).isGreaterThan(1e6);
    assertThat(outcome.lags().get(7)).isZero();
    assertThat(outcome.tooLittle()).containsEntry(Resource.INFERENCE, 9);
  }

  @Test
  void moreOfAnythingDoesNoHarm() {
    Scenario scenario = year(1e6, 0.01);
    Outcome before = Simulation.run(CONSTANTS, PLAN, scenario);
    for (Resource resource : Resource.values()) {
      Plan more = PLAN.with(resource, 2 * PLAN.of(resource));

      Outcome after = Simulation.run(CONSTANTS, more, scenario);

      assertThat(before.tooLittle().keySet())
          .as(resource.name())
          .containsAll(after.tooLittle().keySet());
      assertThat(IntStream.range(0, scenario.steps()))
          .allMatch(hour -> after.lags().get(hour) <= before.lags().get(hour));
    }
  }

  @Test
  void fourInstancesOnSixPartitionsAreWorthThree() {
    assertThat(Simulation.effective(1, 6)).isEqualTo(1);
    assertThat(Simulation.effective(4, 6)).isEqualTo(3);
    assertThat(Simulation.effective(6, 6)).isEqualTo(6);
    assertThat(Simulation.effective(9, 6)).isEqualTo(6);
  }

  @Test
  void aRunADayIsTrainedWhileThereIsTime() {
    Outcome outcome = Simulation.run(CONSTANTS, PLAN, year(1e4, 0.1));

    // From the first night on in which there are 100 images for training.
    assertThat(outcome.runs()).isBetween(363, 365);
    assertThat(outcome.tooLittle()).doesNotContainKey(Resource.TRAINER);
  }

  private static Scenario year(double imagesPerDay, double labelled) {
    return Scenario.year(new Traffic(imagesPerDay, 0.2, 1), labelled);
  }
}

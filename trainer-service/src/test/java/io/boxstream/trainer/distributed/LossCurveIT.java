package io.boxstream.trainer.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.detection.pipeline.LabelledImages;
import io.boxstream.detection.training.OptimizerSettings;
import io.boxstream.detection.training.StepLosses;
import io.boxstream.trainer.loop.BatchSource;
import io.boxstream.trainer.loop.Learner;
import io.boxstream.trainer.loop.TrainingBackend;
import io.boxstream.trainer.loop.TrainingPlan;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two workers with half of each batch learn as one trainer with whole batches does. */
@Tag("soak")
class LossCurveIT {

  @TempDir Path directory;

  private static final int IMAGES = 40;
  private static final int BATCH = 8;
  private static final int STEPS = 80;
  private static final int WINDOW = 20;

  private final LabelledImages images = TestPlans.images(IMAGES);

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "adam"})
  void differsFromOneTrainerByNoMoreThanAnotherSeedDoes(String optimizer) {
    OptimizerSettings settings = optimizer.equals("sgd") ? TestPlans.SGD : TestPlans.ADAM;

    double[] one = curve(TestPlans.local(1), settings, 1);
    double[] otherSeed = curve(TestPlans.local(1), settings, 2);
    double[] two;
    try (TestCluster cluster = new TestCluster(2, directory)) {
      two = curve(cluster.backend(TestPlans.local(1), 0, Optional.empty()), settings, 1);
    }

    System.out.printf(
        "%s: last window %.3f, other seed %.3f, two workers %.3f; distances %.4f and %.4f%n",
        optimizer,
        one[one.length - 1],
        otherSeed[one.length - 1],
        two[one.length - 1],
        distance(one, otherSeed),
        distance(one, two));
    assertThat(two[two.length - 1]).as("it learns").isLessThan(0.8 * two[0]);
    assertThat(distance(one, two)).isLessThanOrEqualTo(distance(one, otherSeed));
  }

  /** Means of the total loss over a moving window. */
  private double[] curve(TrainingBackend backend, OptimizerSettings optimizer, long seed) {
    TrainingPlan plan = TestPlans.plan(IMAGES, BATCH, optimizer, seed);
    double[] losses = new double[STEPS];
    try (Learner learner = backend.start(plan);
        BatchSource batches = backend.batches(images, plan, 0)) {
      for (int step = 0; step < STEPS; step++) {
        StepLosses ofStep = learner.step(batches.next(), 0.001);
        losses[step] = ofStep.crossEntropy() + ofStep.smoothL1();
      }
    }
    double[] means = new double[STEPS - WINDOW + 1];
    for (int first = 0; first < means.length; first++) {
      for (int step = first; step < first + WINDOW; step++) {
        means[first] += losses[step] / WINDOW;
      }
    }
    return means;
  }

  private static double distance(double[] first, double[] second) {
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += Math.abs(first[i] - second[i]);
    }
    return sum / first.length;
  }
}

package io.boxstream.detection.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.boxstream.detection.network.Kernels;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Ten training steps in two replicas, which normalise four images each where the fixture normalised
 * eight together: GluonCV's first loss on the images of the usual fixtures is {@value
 * #ON_TWO_CONTEXTS} on two contexts, {@code cpu(0)} and {@code cpu(1)}, and {@value
 * #ON_ONE_CONTEXT} on one. From the second step on rounding has grown as large as that.
 */
class ReplicaStepTest {
  private static final double ON_ONE_CONTEXT = 24.8189;
  private static final double ON_TWO_CONTEXTS = 25.0315;

  @Test
  void mobileNetLearnsAsFastInTwoReplicas() {
    StepFixture fixture = new StepFixture("ssd_300_mobilenet0.25_voc", Kernels.ONEDNN);
    assumeThat(fixture.loss(0))
        .as("the first loss on one context, which tells whether these are the usual fixtures")
        .isCloseTo(ON_ONE_CONTEXT, Offset.offset(1e-3));
    try (StepRun run = new StepRun(fixture, 2)) {
      for (int step = 0; step < fixture.steps(); step++) {
        double loss = StepFixture.sum(run.losses());
        if (step == 0) {
          assertThat(loss).isCloseTo(ON_TWO_CONTEXTS, Offset.offset(1e-3 * ON_TWO_CONTEXTS));
        }
        fixture.assertOnCurve(loss, step);
        run.update(StepFixture.rate(step));
      }
    }
  }
}

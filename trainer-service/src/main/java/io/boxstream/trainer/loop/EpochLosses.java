package io.boxstream.trainer.loop;

import io.boxstream.detection.training.StepLosses;
import io.boxstream.trainer.run.MeanLosses;
import java.util.Optional;

/**
 * The mean losses over the batches of the present epoch, as the reference logs them (SSD.md 5). One
 * thread.
 */
final class EpochLosses {

  private double crossEntropy;
  private double smoothL1;
  private int batches;

  void add(StepLosses losses) {
    crossEntropy += losses.crossEntropy();
    smoothL1 += losses.smoothL1();
    batches++;
  }

  Optional<MeanLosses> mean() {
    return batches == 0
        ? Optional.empty()
        : Optional.of(new MeanLosses(crossEntropy / batches, smoothL1 / batches));
  }

  void reset() {
    crossEntropy = 0;
    smoothL1 = 0;
    batches = 0;
  }
}

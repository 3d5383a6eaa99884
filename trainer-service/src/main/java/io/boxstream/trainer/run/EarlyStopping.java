package io.boxstream.trainer.run;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * When a run ends before its last epoch: its validation score has not improved over a number of
 * evaluated checkpoints. A score improves if it is higher than the best before by more than the
 * minimum gain. Nothing ends a run whose best score is 0, because training may not have had enough
 * time to find anything yet.
 *
 * @param patience evaluated checkpoints in succession without an improvement, at least 1
 * @param minimumGain smallest gain in VOC07 mAP that counts, 0 to 1
 * @param fromEpoch only checkpoints after this epoch count towards the patience
 */
public record EarlyStopping(int patience, double minimumGain, int fromEpoch) {

  /** The patience that is used where it applies by default. */
  public static final int DEFAULT_PATIENCE = 5;

  /** The gain that counts by default. */
  public static final double DEFAULT_MINIMUM_GAIN = 0.001;

  public EarlyStopping {
    if (patience < 1) {
      throw new IllegalArgumentException("patience must be at least 1, is " + patience);
    }
    if (!(minimumGain >= 0 && minimumGain <= 1)) {
      throw new IllegalArgumentException("minimumGain must be between 0 and 1, is " + minimumGain);
    }
    if (fromEpoch < 0) {
      throw new IllegalArgumentException("fromEpoch must not be negative, is " + fromEpoch);
    }
  }

  /**
   * Why a run should end now; empty if it should go on.
   *
   * @param epoch epochs completed by the latest checkpoint
   * @param evaluations of the run's checkpoints, by epoch; those that are not evaluated yet are
   *     absent
   */
  public Optional<String> reasonToStop(int epoch, List<EvaluatedEpoch> evaluations) {
    if (evaluations.isEmpty()) {
      return Optional.empty();
    }
    EvaluatedEpoch best = evaluations.get(0);
    int withoutGain = 0;
    for (EvaluatedEpoch evaluation : evaluations) {
      if (evaluation.voc07() > best.voc07() + minimumGain) {
        best = evaluation;
        withoutGain = 0;
      } else if (evaluation.epoch() > Math.max(fromEpoch, best.epoch())) {
        withoutGain++;
      }
    }
    if (withoutGain < patience || best.voc07() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "stopped early after epoch %d: validation VOC07 mAP has not improved on %.3f (epoch %d)"
                + " for %d evaluation%s",
            epoch,
            best.voc07(),
            best.epoch(),
            withoutGain,
            withoutGain == 1 ? "" : "s"));
  }
}

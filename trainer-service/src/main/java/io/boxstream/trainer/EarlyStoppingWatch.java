package io.boxstream.trainer;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.store.ArtifactException;
import io.boxstream.trainer.run.EarlyStopping;
import io.boxstream.trainer.run.RunLimits;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the rule for early stopping of one run to its evaluations. It keeps nothing but the
 * verdict: each check reads the evaluations from the store, so it makes no difference whether the
 * trainer was restarted. Evaluations that cannot be read count at the next check. Safe for several
 * threads.
 */
final class EarlyStoppingWatch {

  private static final Logger LOG = LoggerFactory.getLogger(EarlyStoppingWatch.class);

  private final RunRecord run;
  private final Optional<EarlyStopping> rule;
  private final ValidationScores scores;
  private volatile Optional<String> reason = Optional.empty();

  EarlyStoppingWatch(RunRecord run, ValidationScores scores) {
    this.run = requireNonNull(run, "run");
    this.rule = RunLimits.of(run.configuration()).earlyStopping();
    this.scores = requireNonNull(scores, "scores");
  }

  /**
   * Looks at the evaluations, unless there is a verdict already.
   *
   * @param epoch epochs completed by the latest checkpoint
   */
  void check(int epoch) {
    if (rule.isEmpty() || reason.isPresent()) {
      return;
    }
    try {
      reason = rule.get().reasonToStop(epoch, scores.of(run));
    } catch (ArtifactException failure) {
      LOG.warn("Early stopping cannot read the evaluations: {}", failure.getMessage());
    }
  }

  /** Why the run should end now; empty if it should go on. */
  Optional<String> reason() {
    return reason;
  }
}

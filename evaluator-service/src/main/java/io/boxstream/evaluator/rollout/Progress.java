package io.boxstream.evaluator.rollout;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.rollout.RolloutCounts;
import java.util.Optional;

/**
 * What the instances of a rollout have counted together.
 *
 * @param instances how many take part
 * @param counts their sum
 * @param withdrawn why one of them does not use the challenger any more; empty while all do
 */
public record Progress(int instances, RolloutCounts counts, Optional<String> withdrawn) {
  /** Nothing yet. */
  public static final Progress NONE = new Progress(0, RolloutCounts.NONE, Optional.empty());

  public Progress {
    requireNonNull(counts, "counts");
    requireNonNull(withdrawn, "withdrawn");
  }
}

package io.boxstream.inference.rollout;

import io.boxstream.events.RolloutChanged;
import io.boxstream.inference.model.LoadedModel;

/** Loads the challenger of a rollout. */
@FunctionalInterface
public interface ChallengerLoader {

  /**
   * Fetches, verifies, loads and warms up. Its identity has the generation of the champion.
   *
   * @return a model that has answered; the caller closes it
   * @throws RuntimeException if the checkpoint cannot serve; the message says why
   */
  LoadedModel load(RolloutChanged rollout);
}

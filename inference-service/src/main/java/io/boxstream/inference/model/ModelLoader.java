package io.boxstream.inference.model;

import io.boxstream.artifacts.promotion.Promotion;

/** Loads the model of a promoted checkpoint. */
@FunctionalInterface
public interface ModelLoader {

  /**
   * Fetches, verifies, loads and warms up.
   *
   * @return a model that has answered; the caller closes it
   * @throws RuntimeException if the checkpoint cannot serve; the message says why
   */
  LoadedModel load(Promotion promotion);
}

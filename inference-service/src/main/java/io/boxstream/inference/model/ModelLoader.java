package io.boxstream.inference.model;

/** Makes a promoted checkpoint a model that can serve. */
@FunctionalInterface
public interface ModelLoader {

  /**
   * Fetches, verifies, loads and warms up.
   *
   * @return a model that has answered; the caller closes it
   * @throws RuntimeException if the checkpoint cannot serve; the message says why
   */
  LoadedModel load(PromotedCheckpoint promotion);
}

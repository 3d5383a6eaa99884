package io.boxstream.inference.drift;

import io.boxstream.inference.hardexamples.AnsweredRequest;

/** Takes images that are typical of a drift. */
@FunctionalInterface
public interface DriftedImages {
  /** Nobody takes them. */
  DriftedImages NONE = (request, typicality) -> {};

  /**
   * Takes an image, or drops it; returns at once.
   *
   * @param typicality in [0, 1]
   */
  void offer(AnsweredRequest request, double typicality);
}

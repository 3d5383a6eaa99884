package io.boxstream.detection.training;

import java.util.List;

/** Adds gradients of several processes. */
interface GradientExchange {
  /** One process. */
  GradientExchange NONE = arrays -> {};

  /**
   * Replaces each gradient by its sum over all processes. Every process calls this once a step,
   * with the same arrays in the same order.
   */
  void sum(List<TrainedArray> arrays);
}

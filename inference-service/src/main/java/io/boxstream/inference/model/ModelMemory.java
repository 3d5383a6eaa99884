package io.boxstream.inference.model;

import io.boxstream.artifacts.promotion.Promotion;

/** Says what a promoted model will take. */
@FunctionalInterface
public interface ModelMemory {

  /**
   * The memory of the model of a promotion, once it is loaded.
   *
   * @return bytes, by estimate
   * @throws RuntimeException if its checkpoint cannot be read, or cannot be served
   */
  long bytes(Promotion promotion);
}

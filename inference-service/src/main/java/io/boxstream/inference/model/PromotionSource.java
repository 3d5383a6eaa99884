package io.boxstream.inference.model;

import io.boxstream.artifacts.promotion.Promotion;
import java.util.Optional;

/** Where the newest promotion is read from. */
@FunctionalInterface
public interface PromotionSource {

  /**
   * The newest promotion; empty when nothing was promoted yet.
   *
   * @throws RuntimeException if it cannot be read now
   */
  Optional<Promotion> latest();
}

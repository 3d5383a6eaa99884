package io.boxstream.evaluator.decide;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.evaluator.policy.Champion;
import java.util.Optional;

/**
 * The champion as it stands.
 *
 * @param promotion the newest link of the chain
 * @param voc07 its score on the challenger's validation set; absent when it cannot be scored
 */
record CurrentChampion(Promotion promotion, Optional<Double> voc07) {
  CurrentChampion {
    requireNonNull(promotion, "promotion");
    requireNonNull(voc07, "voc07");
  }

  Champion champion() {
    return new Champion(promotion.checkpoint(), voc07);
  }
}

package io.boxstream.evaluator.decide;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.evaluator.policy.Champion;
import java.util.Optional;

/**
 * The champion with its score on the challenger's validation set.
 *
 * @param promotion the newest link of the chain
 * @param voc07 its score on the challenger's validation set; absent when it cannot be scored
 */
record ScoredChampion(Promotion promotion, Optional<Double> voc07) {
  ScoredChampion {
    requireNonNull(promotion, "promotion");
    requireNonNull(voc07, "voc07");
  }

  Champion champion() {
    return new Champion(promotion.checkpoint(), voc07);
  }
}

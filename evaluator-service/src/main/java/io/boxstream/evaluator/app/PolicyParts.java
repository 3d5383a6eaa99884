package io.boxstream.evaluator.app;

import io.boxstream.evaluator.policy.PolicySettings;
import io.boxstream.evaluator.policy.PolicySettings.GainRule;
import io.boxstream.evaluator.policy.PolicySettings.Minimums;
import io.boxstream.evaluator.policy.PolicySettings.TrialRule;
import java.time.Duration;
import java.util.Optional;

/**
 * The parts of a policy, named as in the configuration; in a request a missing part is as now.
 *
 * @param minimumImages images that the validation set must have
 * @param minimumFirstScore VOC07 mAP that the first model must reach
 * @param classFloor VOC07 average precision that each class must reach
 * @param minimumGain the lower end of the interval of the gain must be above this
 * @param confidence probability that the interval holds the true gain
 * @param resamples resamples of the bootstrap
 * @param sameRunTolerance by how much a later checkpoint may be below the best of its run
 * @param classFallMargin by how much a class may fall beyond noise
 * @param referenceImages images that a checkpoint is queried with before its promotion
 * @param latencyBudgetMillis longest median time per image in milliseconds; null or 0 for any
 */
public record PolicyParts(
    Optional<Integer> minimumImages,
    Optional<Double> minimumFirstScore,
    Optional<Double> classFloor,
    Optional<Double> minimumGain,
    Optional<Double> confidence,
    Optional<Integer> resamples,
    Optional<Double> sameRunTolerance,
    Optional<Double> classFallMargin,
    Optional<Integer> referenceImages,
    Optional<Double> latencyBudgetMillis) {
  private static final double NANOS_PER_MILLI = 1e6;

  static PolicyParts of(PolicySettings settings) {
    return new PolicyParts(
        Optional.of(settings.minimums().images()),
        Optional.of(settings.minimums().firstScore()),
        Optional.of(settings.minimums().classFloor()),
        Optional.of(settings.gain().minimum()),
        Optional.of(settings.gain().confidence()),
        Optional.of(settings.gain().resamples()),
        Optional.of(settings.sameRunTolerance()),
        Optional.of(settings.classFallMargin()),
        Optional.of(settings.trial().images()),
        settings.trial().latencyBudget().map(budget -> budget.toNanos() / NANOS_PER_MILLI));
  }

  /**
   * The settings with these parts.
   *
   * @param now where missing parts come from
   * @throws IllegalArgumentException if a part is out of range
   */
  PolicySettings over(PolicySettings now) {
    return new PolicySettings(
        new Minimums(
            minimumImages.orElse(now.minimums().images()),
            minimumFirstScore.orElse(now.minimums().firstScore()),
            classFloor.orElse(now.minimums().classFloor())),
        new GainRule(
            minimumGain.orElse(now.gain().minimum()),
            confidence.orElse(now.gain().confidence()),
            resamples.orElse(now.gain().resamples())),
        sameRunTolerance.orElse(now.sameRunTolerance()),
        classFallMargin.orElse(now.classFallMargin()),
        new TrialRule(
            referenceImages.orElse(now.trial().images()),
            latencyBudgetMillis.isPresent()
                ? latencyBudgetMillis
                    .filter(millis -> millis != 0)
                    .map(millis -> Duration.ofNanos(Math.round(millis * NANOS_PER_MILLI)))
                : now.trial().latencyBudget()));
  }
}

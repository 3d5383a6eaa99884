package io.boxstream.inference.serve;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.evaluation.ScoreThresholds;
import io.boxstream.inference.model.ModelIdentity;
import io.boxstream.inference.serve.ServedThresholds.Source;
import java.util.Optional;
import java.util.OptionalDouble;

/** Which score a detection needs to be in a result. */
public final class ThresholdSelector {
  /** Name of the header with which a request on the topic names a threshold. */
  public static final String HEADER = "threshold";

  private final Optional<ServedThresholds> configured;

  /**
   * @param configured the threshold of the configuration for all classes, in [0, 1]; empty for
   *     those of each model's evaluation
   * @throws IllegalArgumentException if it is out of range
   */
  public ThresholdSelector(OptionalDouble configured) {
    this.configured =
        requireNonNull(configured, "configured").isPresent()
            ? Optional.of(ServedThresholds.of(Source.CONFIGURATION, configured.getAsDouble()))
            : Optional.empty();
  }

  /** The thresholds of a request that names none. */
  public ServedThresholds of(ModelIdentity model) {
    return configured
        .or(
            () ->
                model
                    .thresholds()
                    .map(evaluated -> new ServedThresholds(Source.EVALUATION, evaluated)))
        .orElseGet(() -> ServedThresholds.of(Source.FALLBACK, ScoreThresholds.FALLBACK));
  }

  /** The thresholds of a request. */
  public ServedThresholds of(ModelIdentity model, OptionalDouble requested) {
    return requested.isPresent()
        ? ServedThresholds.of(Source.REQUEST, requested.getAsDouble())
        : of(model);
  }

  /**
   * A threshold that a request names.
   *
   * @throws IllegalArgumentException if it is not a number from 0 to 1; the message is for the
   *     sender
   */
  public static double parse(String text) {
    try {
      double threshold = Double.parseDouble(text);
      if (threshold >= 0 && threshold <= 1) {
        return threshold;
      }
    } catch (NumberFormatException e) {
      // Refused below like any other value that is out of range.
    }
    throw new IllegalArgumentException("threshold must be a number from 0 to 1: '" + text + "'");
  }
}

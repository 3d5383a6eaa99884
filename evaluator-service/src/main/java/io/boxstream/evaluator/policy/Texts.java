package io.boxstream.evaluator.policy;

import io.boxstream.artifacts.evaluation.DecisionEvidence.Gain;
import java.util.Locale;

/** Numbers as reasons show them. */
final class Texts {
  private Texts() {}

  static String score(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  static String difference(double value) {
    return String.format(Locale.ROOT, "%+.4f", value);
  }

  static String interval(Gain gain, double confidence) {
    return String.format(
        Locale.ROOT,
        "%+.4f (%s %% interval %+.4f to %+.4f)",
        gain.value(),
        percent(confidence),
        gain.low(),
        gain.high());
  }

  private static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.4g", 100 * fraction).replaceAll("\\.?0+$", "");
  }
}

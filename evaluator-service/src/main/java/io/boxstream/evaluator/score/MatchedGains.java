package io.boxstream.evaluator.score;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.artifacts.evaluation.DecisionEvidence.Gain;
import io.boxstream.artifacts.evaluation.DecisionEvidence.GainEstimate;
import io.boxstream.artifacts.evaluation.DetectionMatches;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReports;
import io.boxstream.detection.metric.ClassMatches;
import io.boxstream.detection.metric.GainInterval;
import io.boxstream.detection.metric.PairedBootstrap;
import io.boxstream.evaluator.policy.GainEstimator;
import io.boxstream.evaluator.policy.PolicySettings.GainRule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Estimates gains by a paired bootstrap over the images of the validation set, from the matches of
 * both reports. The seed derives from the ids of both checkpoints.
 */
public final class MatchedGains implements GainEstimator {
  private static final int SEED_DIGITS = 16;

  private final EvaluationReports reports;

  /**
   * @param reports where the matches are
   */
  public MatchedGains(EvaluationReports reports) {
    this.reports = requireNonNull(reports, "reports");
  }

  @Override
  public Optional<GainEstimate> estimate(
      EvaluationReport baseline, EvaluationReport candidate, GainRule rule) {
    if (baseline.matches().isEmpty() || candidate.matches().isEmpty()) {
      return Optional.empty();
    }
    DetectionMatches before = reports.matches(baseline.matches().get());
    DetectionMatches after = reports.matches(candidate.matches().get());
    PairedBootstrap bootstrap =
        new PairedBootstrap(rule.resamples(), rule.confidence(), seed(baseline, candidate));
    PairedBootstrap.Gains gains = bootstrap.compare(matches(before), matches(after));
    Map<String, Gain> perClass = new TreeMap<>();
    int index = 0;
    for (String label : before.perClass().keySet()) {
      gains.perClass().get(index++).ifPresent(gain -> perClass.put(label, gain(gain)));
    }
    return Optional.of(
        new GainEstimate(
            gains.mean().map(MatchedGains::gain), perClass, rule.confidence(), rule.resamples()));
  }

  /** By label, so that both reports have the same order. */
  private static List<ClassMatches> matches(DetectionMatches matches) {
    return matches.perClass().values().stream()
        .map(
            one ->
                new ClassMatches(
                    one.groundTruths().stream().mapToInt(Integer::intValue).toArray(),
                    one.detections().stream().mapToInt(Integer::intValue).toArray(),
                    one.unpackScores(),
                    one.unpackVerdicts()))
        .toList();
  }

  private static Gain gain(GainInterval interval) {
    return new Gain(interval.gain(), interval.low(), interval.high(), interval.standardError());
  }

  private static long seed(EvaluationReport baseline, EvaluationReport candidate) {
    String ids = baseline.checkpoint() + " " + candidate.checkpoint();
    return Long.parseUnsignedLong(
        Sha256.of(ids.getBytes(StandardCharsets.UTF_8)).substring(0, SEED_DIGITS), 16);
  }
}

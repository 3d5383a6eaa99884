package io.boxstream.evaluator.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.evaluation.DecisionEvidence.GainEstimate;
import io.boxstream.artifacts.evaluation.DetectionMatches;
import io.boxstream.artifacts.evaluation.DetectionMatches.ClassMatches;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReport.ValidationSet;
import io.boxstream.artifacts.evaluation.EvaluationReports;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.evaluator.Samples;
import io.boxstream.evaluator.policy.PolicySettings.GainRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MatchedGainsTest {
  private static final GainRule RULE = new GainRule(0, 0.9, 500);

  private final EvaluationReports reports = new EvaluationReports(new InMemoryObjectStore());
  private final MatchedGains gains = new MatchedGains(reports);

  /** Of two hats and two persons, one checkpoint finds one hat and the persons, the other all. */
  @Test
  void estimatesTheGainOfEachClassFromTheStoredMatches() {
    EvaluationReport before = report(1, Optional.of(matches(true, false)));
    EvaluationReport after = report(2, Optional.of(matches(true, true)));

    GainEstimate estimate = gains.estimate(before, after, RULE).orElseThrow();

    assertThat(estimate.perClass()).containsOnlyKeys("hat", "person");
    assertThat(estimate.perClass().get("hat").value()).isEqualTo(5.0 / 11, within(1e-12));
    assertThat(estimate.perClass().get("person").value()).isZero();
    assertThat(estimate.mean().orElseThrow().value()).isEqualTo(2.5 / 11, within(1e-12));
    assertThat(estimate.confidence()).isEqualTo(0.9);
    assertThat(estimate.resamples()).isEqualTo(500);
  }

  @Test
  void givesTheSameEstimateAgainAndAnotherOneForOtherCheckpoints() {
    EvaluationReport before = report(1, Optional.of(matches(true, false)));
    EvaluationReport after = report(2, Optional.of(matches(true, true)));
    EvaluationReport equal = report(3, Optional.of(matches(true, true)));

    Optional<GainEstimate> estimate = gains.estimate(before, after, RULE);

    assertThat(gains.estimate(before, after, RULE)).isEqualTo(estimate);
    assertThat(gains.estimate(before, equal, RULE)).isNotEqualTo(estimate);
  }

  @Test
  void estimatesNothingFromAReportOfAnEarlierRelease() {
    EvaluationReport old = report(1, Optional.empty());
    EvaluationReport other = report(2, Optional.of(matches(true, true)));

    assertThat(gains.estimate(old, other, RULE)).isEmpty();
    assertThat(gains.estimate(other, old, RULE)).isEmpty();
  }

  private static EvaluationReport report(int epoch, Optional<BlobReference> matches) {
    return Samples.report(
        Samples.checkpoint(epoch),
        new ValidationSet(Samples.HASH, Samples.HASH, 2, List.of()),
        Optional.of(0.5),
        matches);
  }

  private BlobReference matches(boolean... hats) {
    return reports.saveMatches(
        new DetectionMatches(2, Map.of("hat", oneEach(hats), "person", oneEach(true, true))));
  }

  /** Two images with one object and one detection each. */
  private static ClassMatches oneEach(boolean... correct) {
    return ClassMatches.of(new int[] {1, 1}, new int[] {1, 1}, new float[] {0.9f, 0.8f}, correct);
  }
}

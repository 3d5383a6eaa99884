package io.boxstream.evaluator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.evaluation.DecisionEvidence.Trial;
import io.boxstream.artifacts.evaluation.EvaluationDecision.Verdict;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReport.ValidationSet;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.evaluator.Samples;
import io.boxstream.evaluator.decide.PolicyPreview.Judgement;
import io.boxstream.evaluator.policy.Challenger;
import io.boxstream.evaluator.policy.GainEstimator;
import io.boxstream.evaluator.policy.PolicySettings;
import io.boxstream.evaluator.policy.PolicySettings.GainRule;
import io.boxstream.evaluator.policy.PolicySettings.Minimums;
import io.boxstream.evaluator.policy.PolicySettings.TrialRule;
import io.boxstream.evaluator.policy.PromotionPolicy;
import io.boxstream.evaluator.score.ImageUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Four evaluations by the defaults: 0.4 is the first, 0.45 better, 0.44 not, 0.6 better. */
class PolicyPreviewTest {
  private static final PolicySettings DEFAULTS = PolicySettings.defaults();
  private static final ValidationSet SET =
      new ValidationSet(Samples.HASH, Samples.HASH, 20, List.of());
  private static final GainEstimator PLAIN = (baseline, candidate, rule) -> Optional.empty();

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final Artifacts artifacts = new Artifacts(store);
  private final PromotionChains chains = new PromotionChains(store);
  private int minutes;

  @BeforeEach
  void decide() throws ImageUnavailableException {
    decide(1, 0.4, 10);
    decide(2, 0.45, 30);
    decide(3, 0.44, 10);
    decide(4, 0.6, 10);
  }

  @Test
  void changesNothingUnderTheSamePolicy() {
    PolicyPreview.Result result = judge(DEFAULTS);

    assertThat(verdicts(result))
        .containsExactly(
            Verdict.FIRST_PROMOTED,
            Verdict.BETTER_PROMOTED,
            Verdict.NOT_BETTER,
            Verdict.BETTER_PROMOTED);
    assertThat(result.decisions()).noneMatch(Judgement::isDifferent);
    assertThat(result.champion()).contains(Samples.checkpoint(4));
  }

  @Test
  void comparesWithTheChampionThatTheOtherPolicyWouldHaveServed() {
    PolicyPreview.Result result = judge(DEFAULTS.with(new GainRule(0.1, 0.9, 2000)));

    assertThat(verdicts(result))
        .containsExactly(
            Verdict.FIRST_PROMOTED,
            Verdict.NOT_BETTER,
            Verdict.NOT_BETTER,
            Verdict.BETTER_PROMOTED);
    assertThat(result.decisions())
        .extracting(Judgement::isDifferent)
        .containsExactly(false, true, false, false);
    assertThat(result.decisions().get(3).champion()).contains(Samples.checkpoint(1));
    assertThat(result.decisions().get(3).decision().orElseThrow().reason())
        .contains("0.6000", "0.4000");
  }

  @Test
  void saysWhatWouldServeIfNothingPassed() {
    PolicyPreview.Result result = judge(DEFAULTS.with(new Minimums(21, 0, 0)));

    assertThat(verdicts(result)).containsOnly(Verdict.TOO_FEW_IMAGES);
    assertThat(result.champion()).isEmpty();
  }

  @Test
  void appliesALatencyBudgetToWhatWasMeasured() {
    PolicyPreview.Result result =
        judge(DEFAULTS.with(new TrialRule(4, Optional.of(Duration.ofMillis(20)))));

    assertThat(verdicts(result))
        .containsExactly(
            Verdict.FIRST_PROMOTED,
            Verdict.TOO_SLOW,
            Verdict.BETTER_PROMOTED,
            Verdict.BETTER_PROMOTED);
  }

  @Test
  void replaysPromotionsByHand() {
    promoteByHand(Samples.checkpoint(1));

    PolicyPreview.Result result = judge(DEFAULTS);

    assertThat(result.champion()).contains(Samples.checkpoint(1));
  }

  @Test
  void startsWithTheChampionOfThatTimeWhenOnlyTheLatestAreJudged() {
    PolicyPreview.Result result = preview().judge(Samples.MODEL, DEFAULTS, 1);

    assertThat(result.decisions()).hasSize(1);
    assertThat(result.decisions().get(0).champion()).contains(Samples.checkpoint(2));
    assertThat(result.decisions().get(0).isDifferent()).isFalse();
  }

  @Test
  void doesNotJudgeAgainstAChampionThatWasNeverScoredOnTheSet() throws ImageUnavailableException {
    ValidationSet newer = new ValidationSet("f".repeat(64), "f".repeat(64), 20, List.of());
    decide(report(5, newer, 0.7), Optional.of(report(4, newer, 0.5)), 10);

    PolicyPreview.Result result = judge(DEFAULTS.with(new GainRule(0.3, 0.9, 2000)));

    Judgement last = result.decisions().get(4);
    assertThat(last.champion()).contains(Samples.checkpoint(1));
    assertThat(last.decision()).isEmpty();
    assertThat(last.isDifferent()).isFalse();
    assertThat(result.champion()).contains(Samples.checkpoint(1));
  }

  private PolicyPreview.Result judge(PolicySettings settings) {
    return preview().judge(Samples.MODEL, settings, 100);
  }

  private PolicyPreview preview() {
    return new PolicyPreview(
        artifacts, chains, new EvaluationHistory(artifacts.evaluations(), chains), PLAIN);
  }

  private static List<Verdict> verdicts(PolicyPreview.Result result) {
    return result.decisions().stream()
        .map(judgement -> judgement.decision().orElseThrow().verdict())
        .toList();
  }

  private void decide(int epoch, double voc07, double millis) throws ImageUnavailableException {
    decide(report(epoch, SET, voc07), Optional.empty(), millis);
  }

  /**
   * @param champion the champion's report, if it has none on this set yet
   */
  private void decide(EvaluationReport report, Optional<EvaluationReport> champion, double millis)
      throws ImageUnavailableException {
    artifacts
        .checkpoints()
        .save(
            Samples.manifest(
                report.checkpoint(), Samples.HASH, Samples.manifest(1).blobs().parameters()));
    artifacts.evaluations().save(report);
    champion.ifPresent(artifacts.evaluations()::save);
    Optional<ScoredChampion> current =
        chains
            .of(Samples.MODEL)
            .latest()
            .map(
                link ->
                    new ScoredChampion(
                        link,
                        artifacts
                            .evaluations()
                            .find(link.checkpoint(), report.validationSet().id())));
    Decisions decisions =
        new Decisions(
            chains, artifacts.evaluations(), new PromotionPolicy(DEFAULTS, PLAIN), clock());
    TrialOnce trial =
        new TrialOnce(
            (manifest, set, count) -> new Trial(4, Optional.of(millis), Optional.empty()),
            Samples.manifest(1),
            new io.boxstream.evaluator.score.ValidationSet(
                Samples.HASH, List.of(), List.of(), List.of()));
    artifacts
        .evaluations()
        .decide(
            decisions
                .decide(new Challenger(report, Optional.empty(), false), current, trial, false)
                .orElseThrow());
  }

  private void promoteByHand(CheckpointId checkpoint) {
    int generation = chains.of(Samples.MODEL).latest().orElseThrow().generation();
    chains
        .of(Samples.MODEL)
        .append(
            Promotion.following(
                generation,
                Samples.MODEL,
                checkpoint,
                new Promotion.Decision(
                    "back", ManualPromotions.HAND, Optional.of("Ana"), clock().instant()),
                Optional.empty(),
                Optional.empty()));
  }

  private Clock clock() {
    return Clock.fixed(Samples.NOON.plus(Duration.ofMinutes(++minutes)), ZoneOffset.UTC);
  }

  private static EvaluationReport report(int epoch, ValidationSet set, double voc07) {
    return Samples.report(Samples.checkpoint(epoch), set, Optional.of(voc07), Optional.empty());
  }
}

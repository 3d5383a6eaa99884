package io.boxstream.evaluator.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.evaluation.DecisionEvidence;
import io.boxstream.artifacts.evaluation.DecisionEvidence.Gain;
import io.boxstream.artifacts.evaluation.DecisionEvidence.GainEstimate;
import io.boxstream.artifacts.evaluation.DecisionEvidence.Trial;
import io.boxstream.artifacts.evaluation.EvaluationDecision.Verdict;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.promotion.PromotionChain;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.dataset.SnapshotEntry;
import io.boxstream.evaluator.Samples;
import io.boxstream.evaluator.policy.GainEstimator;
import io.boxstream.evaluator.policy.PolicySettings;
import io.boxstream.evaluator.policy.PolicySettings.TrialRule;
import io.boxstream.evaluator.policy.PromotionPolicy;
import io.boxstream.evaluator.score.CheckpointScorer;
import io.boxstream.evaluator.score.ImageUnavailableException;
import io.boxstream.evaluator.score.ImagesInMemory;
import io.boxstream.evaluator.score.PromotionTrial;
import io.boxstream.evaluator.score.UnusableCheckpointException;
import io.boxstream.evaluator.score.ValidationSet;
import io.boxstream.evaluator.score.ValidationSets;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class CheckpointEvaluatorTest {
  private static final String OTHER_SNAPSHOT = "f".repeat(64);
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);
  private static final String C = "c".repeat(64);

  private final ObjectStore store = new InMemoryObjectStore();
  private final Artifacts artifacts = new Artifacts(store);
  private final PromotionChain chain = artifacts.promotions(Samples.MODEL);
  private final ImagesInMemory images =
      new ImagesInMemory()
          .withSnapshot(Samples.HASH, image(A), image(B))
          .withSnapshot(OTHER_SNAPSHOT, image(C))
          .withImage(A, new byte[0])
          .withImage(B, new byte[0])
          .withImage(C, new byte[0]);
  private final ScriptedScorer scorer = new ScriptedScorer();
  private GainEstimator estimator = (baseline, candidate, rule) -> Optional.empty();
  private PolicySettings settings =
      PolicySettings.defaults().with(new TrialRule(0, Optional.empty()));
  private PromotionTrial trial =
      (manifest, set, count) -> {
        throw new AssertionError("tried " + manifest.id());
      };

  @Test
  void promotesTheFirstAndThenOnlyWhatIsBetter() throws InterruptedException {
    EvaluationOutcome first = evaluate(1, 0.5);
    EvaluationOutcome worse = evaluate(2, 0.4);
    EvaluationOutcome better = evaluate(3, 0.6);

    assertThat(first.decision().verdict()).isEqualTo(Verdict.FIRST_PROMOTED);
    assertThat(worse.decision().verdict()).isEqualTo(Verdict.NOT_BETTER);
    assertThat(better.decision().verdict()).isEqualTo(Verdict.BETTER_PROMOTED);
    assertThat(better.decision().champion()).contains(Samples.checkpoint(1));
    assertThat(better.decision().championVoc07()).contains(0.5);
    assertThat(better.promotion()).isEqualTo(chain.latest());
    assertThat(chain.history())
        .extracting(Promotion::checkpoint)
        .containsExactly(Samples.checkpoint(1), Samples.checkpoint(3));
  }

  @Test
  void waitsForTheMinimumScoreWithTheFirstPromotion() throws InterruptedException {
    EvaluationOutcome untrained = evaluate(1, 0.0);
    EvaluationOutcome trained = evaluate(2, 0.3);

    assertThat(untrained.decision().verdict()).isEqualTo(Verdict.BELOW_MINIMUM_FIRST_SCORE);
    assertThat(untrained.promotion()).isEmpty();
    assertThat(trained.decision().verdict()).isEqualTo(Verdict.FIRST_PROMOTED);
    assertThat(chain.history())
        .extracting(Promotion::checkpoint)
        .containsExactly(Samples.checkpoint(2));
  }

  @Test
  void changesNothingWhenTheSameCheckpointComesAgain() throws InterruptedException {
    EvaluationOutcome first = evaluate(1, 0.5);
    EvaluationOutcome rejected = evaluate(2, 0.4);
    List<String> before = store.list("");
    int scored = scorer.calls.size();

    assertThat(evaluator().evaluate(Samples.checkpoint(1))).isEqualTo(first);
    assertThat(evaluator().evaluate(Samples.checkpoint(2))).isEqualTo(rejected);

    assertThat(store.list("")).isEqualTo(before);
    assertThat(scorer.calls).hasSize(scored);
  }

  @Test
  void recallsAPromotionOnlyUntilAnotherFollows() throws InterruptedException {
    EvaluationOutcome first = evaluate(1, 0.5);
    EvaluationOutcome second = evaluate(2, 0.6);

    EvaluationOutcome firstAgain = evaluator().evaluate(Samples.checkpoint(1));

    assertThat(firstAgain.decision()).isEqualTo(first.decision());
    assertThat(firstAgain.promotion()).isEmpty();
    assertThat(evaluator().evaluate(Samples.checkpoint(2))).isEqualTo(second);
  }

  @Test
  void doesNotPromoteARejectedCheckpointThatComesAgainAfterARollBack() throws InterruptedException {
    evaluate(1, 0.5);
    evaluate(2, 0.6);
    EvaluationOutcome rejected = evaluate(3, 0.55);
    chain.append(
        Promotion.following(
            2,
            Samples.MODEL,
            Samples.checkpoint(1),
            new Promotion.Decision("back", ManualPromotions.HAND, Optional.of("Ana"), Samples.NOON),
            Optional.of(0.5),
            Optional.empty()));

    assertThat(evaluator().evaluate(Samples.checkpoint(3))).isEqualTo(rejected);

    assertThat(chain.latest().orElseThrow().checkpoint()).isEqualTo(Samples.checkpoint(1));
  }

  @Test
  void scoresTheChampionOnTheChallengersSet() throws InterruptedException {
    evaluate(1, 0.5);
    scorer.scores.put(Samples.checkpoint(1), 0.7);
    artifacts.checkpoints().save(manifest(2, OTHER_SNAPSHOT));
    scorer.scores.put(Samples.checkpoint(2), 0.6);

    EvaluationOutcome challenger = evaluator().evaluate(Samples.checkpoint(2));

    assertThat(challenger.decision().verdict()).isEqualTo(Verdict.NOT_BETTER);
    assertThat(challenger.decision().championVoc07()).contains(0.7);
    assertThat(artifacts.evaluations().list(Samples.checkpoint(1))).hasSize(2);
  }

  @Test
  void completesAPromotionWhoseDecisionACrashKeptFromBeingWritten() throws InterruptedException {
    EvaluationOutcome first = evaluate(1, 0.5);
    EvaluationOutcome second = evaluate(2, 0.6);
    store.delete("decisions/" + Samples.checkpoint(2) + ".json");

    EvaluationOutcome again = evaluator().evaluate(Samples.checkpoint(2));

    assertThat(again).isEqualTo(second);
    assertThat(chain.history())
        .containsExactly(first.promotion().orElseThrow(), second.promotion().orElseThrow());
  }

  @Test
  void reusesTheReportThatACrashLeftBehind() throws InterruptedException {
    evaluate(1, 0.5);
    store.delete("decisions/" + Samples.checkpoint(1) + ".json");
    store.delete("models/detector/promotions/00000001.json");
    int scored = scorer.calls.size();

    EvaluationOutcome again = evaluator().evaluate(Samples.checkpoint(1));

    assertThat(again.decision().verdict()).isEqualTo(Verdict.FIRST_PROMOTED);
    assertThat(scorer.calls).hasSize(scored);
  }

  @Test
  void decidesAgainAgainstTheWinnerOfALostRace() throws InterruptedException {
    evaluate(1, 0.5);
    artifacts.checkpoints().save(manifest(2, Samples.HASH));
    artifacts.checkpoints().save(manifest(3, Samples.HASH));
    scorer.scores.put(Samples.checkpoint(2), 0.6);
    scorer.scores.put(Samples.checkpoint(3), 0.7);
    RacingStore racing =
        new RacingStore(
            store,
            () -> {
              try {
                evaluator().evaluate(Samples.checkpoint(3));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });

    EvaluationOutcome loser = evaluator(racing).evaluate(Samples.checkpoint(2));

    assertThat(loser.decision().verdict()).isEqualTo(Verdict.OVERTAKEN);
    assertThat(loser.decision().champion()).contains(Samples.checkpoint(3));
    assertThat(chain.history())
        .extracting(Promotion::checkpoint)
        .containsExactly(Samples.checkpoint(1), Samples.checkpoint(3));
  }

  @Test
  void promotesTheBestOfRacingEvaluatorsExactlyOnce() throws Exception {
    int evaluators = 6;
    CyclicBarrier start = new CyclicBarrier(evaluators);
    ExecutorService executor = Executors.newFixedThreadPool(evaluators);
    List<Future<EvaluationOutcome>> racing = new ArrayList<>();
    for (int epoch = 1; epoch <= evaluators; epoch++) {
      CheckpointId checkpoint = Samples.checkpoint(epoch);
      artifacts.checkpoints().save(manifest(epoch, Samples.HASH));
      scorer.scores.put(checkpoint, epoch / 10.0);
      Callable<EvaluationOutcome> evaluating =
          () -> {
            start.await();
            return evaluator().evaluate(checkpoint);
          };
      racing.add(executor.submit(evaluating));
    }
    for (Future<EvaluationOutcome> one : racing) {
      one.get();
    }
    executor.shutdownNow();

    List<Promotion> history = chain.history();
    assertThat(history).extracting(Promotion::checkpoint).doesNotHaveDuplicates();
    assertThat(history.get(history.size() - 1).checkpoint()).isEqualTo(Samples.checkpoint(6));
    assertThat(history).isSortedAccordingTo((a, b) -> a.voc07().get().compareTo(b.voc07().get()));
  }

  @Test
  void promotesTheLatestOfARunThatNoiseCannotTellFromTheBest() throws InterruptedException {
    estimator = withinNoise(0.03);

    evaluate(1, 0.6);
    EvaluationOutcome equal = evaluate(2, 0.58);
    EvaluationOutcome equalToTheChampionOnly = evaluate(3, 0.565);

    assertThat(equal.decision().verdict()).isEqualTo(Verdict.LATEST_OF_RUN_PROMOTED);
    assertThat(equalToTheChampionOnly.decision().verdict()).isEqualTo(Verdict.NOT_BETTER);
    DecisionEvidence evidence = equalToTheChampionOnly.decision().evidence().orElseThrow();
    assertThat(evidence.bestOfRun().orElseThrow().checkpoint()).isEqualTo(Samples.checkpoint(1));
    assertThat(chain.history())
        .extracting(Promotion::checkpoint)
        .containsExactly(Samples.checkpoint(1), Samples.checkpoint(2));
  }

  @Test
  void asksACheckpointOfAnotherRunForMoreThanNoise() throws InterruptedException {
    estimator = withinNoise(0.03);
    evaluate(1, 0.6);
    CheckpointId other = new CheckpointId("other", 1);
    artifacts
        .checkpoints()
        .save(Samples.manifest(other, Samples.HASH, Samples.manifest(1).blobs().parameters()));
    scorer.scores.put(other, 0.62);

    EvaluationOutcome outcome = evaluator().evaluate(other);

    assertThat(outcome.decision().verdict()).isEqualTo(Verdict.NOT_BETTER);
    assertThat(outcome.decision().evidence().orElseThrow().bestOfRun()).isEmpty();
  }

  @Test
  void keepsWhatAPersonChoseAgainstALaterCheckpointWithinNoise() throws InterruptedException {
    estimator = withinNoise(0.03);
    evaluate(1, 0.6);
    evaluate(2, 0.6);
    chain.append(
        Promotion.following(
            2,
            Samples.MODEL,
            Samples.checkpoint(1),
            new Promotion.Decision(
                "worse at night", ManualPromotions.HAND, Optional.of("Ana"), Samples.NOON),
            Optional.of(0.6),
            Optional.empty()));

    EvaluationOutcome later = evaluate(3, 0.61);

    assertThat(later.decision().verdict()).isEqualTo(Verdict.NOT_BETTER);
    assertThat(chain.latest().orElseThrow().checkpoint()).isEqualTo(Samples.checkpoint(1));
  }

  @Test
  void triesACheckpointOnceBeforeItsPromotionAndNoOther() throws InterruptedException {
    settings = PolicySettings.defaults();
    List<CheckpointId> tried = new ArrayList<>();
    trial =
        (manifest, set, count) -> {
          tried.add(manifest.id());
          return manifest.position().epoch() == 3
              ? new Trial(2, Optional.empty(), Optional.of("it gives two answers"))
              : new Trial(2, Optional.of(1.5), Optional.empty());
        };

    EvaluationOutcome first = evaluate(1, 0.5);
    EvaluationOutcome worse = evaluate(2, 0.4);
    EvaluationOutcome broken = evaluate(3, 0.9);

    assertThat(first.decision().evidence().orElseThrow().trial().orElseThrow().medianMillis())
        .contains(1.5);
    assertThat(worse.decision().evidence().orElseThrow().trial()).isEmpty();
    assertThat(broken.decision().verdict()).isEqualTo(Verdict.SMOKE_CHECK_FAILED);
    assertThat(broken.decision().reason()).contains("it gives two answers");
    assertThat(tried).containsExactly(Samples.checkpoint(1), Samples.checkpoint(3));
    assertThat(chain.history())
        .extracting(Promotion::checkpoint)
        .containsExactly(Samples.checkpoint(1));
  }

  @Test
  void leavesOutAnImageThatIsDeletedWhileItScores() throws InterruptedException {
    scorer.gone = Optional.of(A);

    EvaluationOutcome evaluated = evaluate(1, 0.5);

    assertThat(evaluated.report().validationSet().missing()).containsExactly(A);
    assertThat(evaluated.report().validationSet().images()).isEqualTo(1);
  }

  @Test
  void replacesAChampionThatCannotBeScoredAnyMore() throws InterruptedException {
    evaluate(1, 0.5);
    artifacts.checkpoints().save(manifest(2, OTHER_SNAPSHOT));
    scorer.scores.remove(Samples.checkpoint(1));
    scorer.scores.put(Samples.checkpoint(2), 0.1);

    EvaluationOutcome evaluated = evaluator().evaluate(Samples.checkpoint(2));

    assertThat(evaluated.decision().verdict()).isEqualTo(Verdict.BETTER_PROMOTED);
    assertThat(evaluated.decision().championVoc07()).isEmpty();
  }

  @Test
  void callsACheckpointWithoutManifestUnusable() {
    assertThatThrownBy(() -> evaluator().evaluate(Samples.checkpoint(9)))
        .isInstanceOf(UnusableCheckpointException.class)
        .hasMessageContaining("runs/run/checkpoints/000009.json");
  }

  private EvaluationOutcome evaluate(int epoch, double voc07) throws InterruptedException {
    artifacts.checkpoints().save(manifest(epoch, Samples.HASH));
    scorer.scores.put(Samples.checkpoint(epoch), voc07);
    return evaluator().evaluate(Samples.checkpoint(epoch));
  }

  private CheckpointEvaluator evaluator() {
    return evaluator(store);
  }

  private CheckpointEvaluator evaluator(ObjectStore on) {
    Artifacts seen = new Artifacts(on);
    PromotionChains chains = new PromotionChains(on);
    return new CheckpointEvaluator(
        seen,
        chains,
        new ValidationSets(images, Duration.ofSeconds(1)),
        scorer,
        trial,
        new Decisions(
            chains, seen.evaluations(), new PromotionPolicy(settings, estimator), Samples.CLOCK));
  }

  private static CheckpointManifest manifest(int epoch, String snapshot) {
    return Samples.manifest(epoch, snapshot, Samples.manifest(epoch).blobs().parameters());
  }

  private static SnapshotEntry image(String id) {
    return new SnapshotEntry(
        id, Split.VAL, 20, 20, List.of(new LabelledBox("hat", 0, 0, 10, 10, false)));
  }

  /** Gains with an interval of two standard errors on each side. */
  private static GainEstimator withinNoise(double standardError) {
    return (baseline, candidate, rule) -> {
      double value = candidate.voc07().orElseThrow() - baseline.voc07().orElseThrow();
      Gain gain =
          new Gain(value, value - 2 * standardError, value + 2 * standardError, standardError);
      return Optional.of(
          new GainEstimate(Optional.of(gain), Map.of(), rule.confidence(), rule.resamples()));
    };
  }

  /** Gives each checkpoint the score that the test wrote down for it. */
  private static final class ScriptedScorer implements CheckpointScorer {
    private final Map<CheckpointId, Double> scores = new HashMap<>();
    private final List<CheckpointId> calls = new ArrayList<>();
    private Optional<String> gone = Optional.empty();

    @Override
    public synchronized EvaluationReport score(CheckpointManifest manifest, ValidationSet set)
        throws ImageUnavailableException {
      calls.add(manifest.id());
      if (gone.isPresent()) {
        String id = gone.get();
        gone = Optional.empty();
        throw new ImageUnavailableException(id, "was deleted");
      }
      Double score = scores.get(manifest.id());
      if (score == null) {
        throw new UnusableCheckpointException(manifest.id(), "its parameters are gone", null);
      }
      return Samples.report(manifest.id(), set.summary(), Optional.of(score), Optional.empty());
    }
  }
}

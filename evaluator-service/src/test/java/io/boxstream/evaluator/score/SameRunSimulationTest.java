package io.boxstream.evaluator.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.evaluation.DetectionMatches;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.evaluation.EvaluationReports;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.metric.ClassMatches;
import io.boxstream.detection.metric.VocAveragePrecision;
import io.boxstream.detection.metric.VocEvaluation;
import io.boxstream.evaluator.Samples;
import io.boxstream.evaluator.policy.Challenger;
import io.boxstream.evaluator.policy.Champion;
import io.boxstream.evaluator.policy.PolicySettings;
import io.boxstream.evaluator.policy.PolicySettings.GainRule;
import io.boxstream.evaluator.policy.PromotionPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Simulated runs with 20 validation images: the quality of a checkpoint is the probability that it
 * finds an object, and the score on the validation set is a noisy measurement of it. Which rule
 * picks the checkpoint with the better quality?
 */
class SameRunSimulationTest {
  private static final int RUNS = 150;
  private static final int CHECKPOINTS = 12;
  private static final int IMAGES = 20;

  private final SplittableRandom random = new SplittableRandom(1);
  private final EvaluationReports store = new EvaluationReports(new InMemoryObjectStore());
  private final PromotionPolicy policy =
      new PromotionPolicy(
          PolicySettings.defaults().with(new GainRule(0, 0.9, 200)), new MatchedGains(store));

  @Test
  void picksABetterCheckpointThanTheHighestScoreWhenQualityRises() {
    Outcome rising = simulate(epoch -> 0.85 - 0.6 * Math.exp(-4.0 * epoch / CHECKPOINTS));

    assertThat(rising.byPolicy()).isGreaterThan(rising.byHighestScore() + 0.005);
  }

  @Test
  void picksAtLeastAsGoodACheckpointWhenQualityLevelsOffAfterWandering() {
    Outcome settling =
        simulate(
            epoch -> {
              double left = 1 - (double) epoch / CHECKPOINTS;
              return 0.82 - 0.1 * left + (random.nextDouble() - 0.5) * 0.2 * left;
            });

    assertThat(settling.byPolicy()).isGreaterThan(settling.byHighestScore());
  }

  /** As the quick recipe: the learning rate is a cosine that ends at zero. */
  @Test
  void picksAnEvenBetterCheckpointWhenTheLearningRateFallsToZero() {
    IntToDoubleFunction settling =
        epoch -> {
          double rate = rate(epoch);
          return 0.85 - 0.1 * rate + (random.nextDouble() - 0.5) * 0.2 * rate;
        };

    Outcome constant = simulate(settling);
    Outcome annealed = simulate(settling, (best, epoch) -> rate(epoch) <= rate(best) / 2);

    assertThat(annealed.byPolicy()).isGreaterThan(annealed.byHighestScore() + 0.01);
    assertThat(annealed.byPolicy()).isGreaterThan(constant.byPolicy());
  }

  private static double rate(int epoch) {
    return (1 + Math.cos(Math.PI * epoch / CHECKPOINTS)) / 2;
  }

  /** The price: a slow decline is within noise at first. */
  @Test
  void losesLittleWhenQualityDeclinesSlowly() {
    Outcome declining = simulate(epoch -> 0.85 - 0.15 * Math.max(0, (epoch - 4.0) / CHECKPOINTS));

    assertThat(declining.byPolicy()).isGreaterThan(declining.byHighestScore() - 0.04);
  }

  @Test
  void keepsTheBestWhenTheLastCheckpointBreaks() {
    Outcome breaking =
        simulate(epoch -> epoch == CHECKPOINTS ? 0.3 : 0.85 - 0.5 * Math.exp(-epoch));

    assertThat(breaking.byPolicy()).isGreaterThan(breaking.byHighestScore() - 0.005);
  }

  /** Mean quality of the checkpoints that two rules pick. */
  private record Outcome(double byPolicy, double byHighestScore) {}

  private Outcome simulate(IntToDoubleFunction quality) {
    return simulate(quality, (best, epoch) -> false);
  }

  private Outcome simulate(IntToDoubleFunction quality, BiPredicate<Integer, Integer> annealed) {
    double byPolicy = 0;
    double byHighestScore = 0;
    for (int run = 0; run < RUNS; run++) {
      double[] hardness = random.doubles(IMAGES, -0.2, 0.2).toArray();
      double[] qualities = IntStream.rangeClosed(1, CHECKPOINTS).mapToDouble(quality).toArray();
      List<EvaluationReport> reports = new ArrayList<>();
      for (int epoch = 1; epoch <= CHECKPOINTS; epoch++) {
        reports.add(score(epoch, qualities[epoch - 1], hardness));
      }
      byPolicy += qualities[promoted(reports, annealed) - 1] / RUNS;
      byHighestScore += qualities[highest(reports).checkpoint().epoch() - 1] / RUNS;
    }
    return new Outcome(byPolicy, byHighestScore);
  }

  /** The epoch that serves in the end. */
  private int promoted(List<EvaluationReport> reports, BiPredicate<Integer, Integer> annealed) {
    Optional<Champion> champion = Optional.empty();
    for (int index = 0; index < reports.size(); index++) {
      EvaluationReport report = reports.get(index);
      Optional<EvaluationReport> best =
          index == 0 ? Optional.empty() : Optional.of(highest(reports.subList(0, index)));
      boolean decayed =
          best.isPresent()
              && annealed.test(best.get().checkpoint().epoch(), report.checkpoint().epoch());
      Challenger challenger = new Challenger(report, best, decayed);
      if (policy.judge(challenger, champion).verdict().isPromotion()) {
        champion = Optional.of(new Champion(report.checkpoint(), Optional.of(report), false));
      }
    }
    return champion.orElseThrow().checkpoint().epoch();
  }

  private static EvaluationReport highest(List<EvaluationReport> reports) {
    return reports.stream()
        .max(Comparator.comparing((EvaluationReport report) -> report.voc07().orElseThrow()))
        .orElseThrow();
  }

  private EvaluationReport score(int epoch, double quality, double[] hardness) {
    VocEvaluation evaluation = new VocEvaluation(1);
    for (double hard : hardness) {
      List<GroundTruth> objects = new ArrayList<>();
      List<Detection> detections = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Box box = new Box(100 * i, 0, 100 * i + 50, 50);
        objects.add(new GroundTruth(0, box, false));
        boolean found = random.nextDouble() < quality - hard;
        detections.add(
            new Detection(
                0,
                0.1f + (found ? 0.9f : 0.6f) * random.nextFloat(),
                found ? box : box.shifted(0, 500)));
      }
      evaluation.update(objects, detections);
    }
    return Samples.report(
        Samples.checkpoint(epoch),
        new EvaluationReport.ValidationSet(Samples.HASH, Samples.HASH, IMAGES, List.of()),
        Optional.of(Math.min(1, evaluation.result(VocAveragePrecision.VOC07).mean().orElseThrow())),
        Optional.of(save(evaluation.matches(0))));
  }

  private BlobReference save(ClassMatches matches) {
    return store.saveMatches(
        new DetectionMatches(
            IMAGES,
            Map.of(
                "hat",
                DetectionMatches.ClassMatches.of(
                    matches.groundTruths(),
                    matches.detections(),
                    matches.scores(),
                    matches.correct()))));
  }
}

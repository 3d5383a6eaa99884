package io.boxstream.artifacts.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.Samples;
import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.evaluation.DecisionEvidence.Gain;
import io.boxstream.artifacts.evaluation.DecisionEvidence.GainEstimate;
import io.boxstream.artifacts.evaluation.DecisionEvidence.RunComparison;
import io.boxstream.artifacts.evaluation.DecisionEvidence.Trial;
import io.boxstream.artifacts.evaluation.DetectionMatches.ClassMatches;
import io.boxstream.artifacts.evaluation.PrecisionRecallCurves.ClassCurves;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvaluationReportsTest {
  private static final CheckpointId CHECKPOINT = new CheckpointId("r1", 5);

  private static final DecisionEvidence EVIDENCE =
      new DecisionEvidence(
          Optional.of(
              new GainEstimate(
                  Optional.of(new Gain(0.1, -0.05, 0.25, 0.08)),
                  Map.of("hat", new Gain(0.1, -0.05, 0.25, 0.08)),
                  0.9,
                  2000)),
          Optional.of(
              new RunComparison(new CheckpointId("r1", 4), 0.5, 0.1, Optional.of(0.08), 0.05)),
          Optional.of(new Trial(4, Optional.of(12.5), Optional.empty())));

  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final EvaluationReports reports = new EvaluationReports(store);

  @Test
  void keepsTheFirstReportOfACheckpointOnASet() {
    EvaluationReport first = reports.save(Samples.report(CHECKPOINT, 0.5));

    EvaluationReport kept = reports.save(Samples.report(CHECKPOINT, 0.75));

    assertThat(kept).isEqualTo(first);
    assertThat(reports.find(CHECKPOINT, Samples.HASH)).contains(first);
    assertThat(reports.list(CHECKPOINT)).containsExactly(first);
    assertThat(store.list("")).containsExactly("evaluations/r1-000005/" + Samples.HASH + ".json");
  }

  /** As the first release wrote it. */
  @Test
  void readsAReportFromBeforeCocoAndWarnings() {
    String old =
        """
        {"kind": "evaluation-report", "version": 1,
         "checkpoint": "r1-000005", "model": "detector",
         "validationSet": {"id": "%1$s", "snapshot": "%1$s", "images": 72, "missing": []},
         "voc07": 0.5, "voc10": null,
         "perClass": {"hat": {"groundTruths": 3, "voc07": 0.5, "voc10": null}},
         "evaluatedAt": "2026-01-02T12:00:00Z", "seconds": 1.5}
        """
            .formatted(Samples.HASH);
    store.put(EvaluationReports.key(CHECKPOINT, Samples.HASH), old.getBytes(UTF_8));

    EvaluationReport report = reports.find(CHECKPOINT, Samples.HASH).orElseThrow();

    assertThat(report.voc07()).hasValue(0.5);
    assertThat(report.coco()).isEmpty();
    assertThat(report.curves()).isEmpty();
    assertThat(report.details()).isEmpty();
    assertThat(report.matches()).isEmpty();
    assertThat(report.images()).isEmpty();
    assertThat(report.warnings()).isEmpty();
    assertThat(report.perClass().get("hat").coco()).isEmpty();
  }

  @Test
  void keepsCurvesAsABlob() {
    List<Double> curve = Collections.nCopies(101, 0.5);
    PrecisionRecallCurves curves =
        new PrecisionRecallCurves(
            Map.of("hat", new ClassCurves(curve, Collections.nCopies(10, curve))));

    BlobReference reference = reports.saveCurves(curves);

    assertThat(reports.curves(reference)).isEqualTo(curves);
    assertThat(store.list("")).containsExactly(reference.key());
  }

  @Test
  void keepsDetailsAsABlob() {
    EvaluationDetails details = Samples.details();

    BlobReference reference = reports.saveDetails(details);

    assertThat(reports.details(reference)).isEqualTo(details);
    assertThat(store.list("")).containsExactly(reference.key());
  }

  @Test
  void keepsADriftProfileAsABlob() {
    DriftProfile drift =
        new DriftProfile(
            87,
            new ScoreThresholds(0.25, Map.of("hat", 0.375)),
            Map.of(
                "brightness",
                new DriftProfile.Feature(
                    87,
                    List.of(101.5),
                    List.of(),
                    List.of(0.5, 0.5),
                    List.of(0.25, -0.25, -0.25, 0.25))));

    BlobReference reference = reports.saveDrift(drift);

    assertThat(reports.drift(reference)).isEqualTo(drift);
    assertThat(store.list("")).containsExactly(reference.key());
  }

  @Test
  void keepsResultsByImageAsABlob() {
    ImageResults images = new ImageResults(Samples.details().worstImages(), 3);

    BlobReference reference = reports.saveImages(images);

    assertThat(reports.images(reference)).isEqualTo(images);
    assertThat(store.list("")).containsExactly(reference.key());
  }

  @Test
  void aClassWithoutItsOwnThresholdUsesThatOfAll() {
    ScoreThresholds thresholds = new ScoreThresholds(0.5, Map.of("hat", 0.25));

    assertThat(thresholds.of("hat")).isEqualTo(0.25);
    assertThat(thresholds.of("vest")).isEqualTo(0.5);
    assertThatThrownBy(() -> new ScoreThresholds(0.5, Map.of("hat", 1.5)))
        .hasMessageContaining("perClass must be 0 to 1: 1.5");
  }

  @Test
  void refusesDetailsOfAnotherShape() {
    assertThatThrownBy(
            () -> new ConfusionCounts(List.of("hat"), List.of(List.of(1, 2), List.of(3))))
        .hasMessageContaining("2 rows and columns");
    assertThatThrownBy(
            () -> new ThresholdCurve(1, List.of(0.5), List.of(), List.of(), Optional.empty()))
        .hasMessageContaining("precision must have 101 points: 1");
    assertThatThrownBy(() -> new SizeScores.SizeScore(1, 2, Optional.empty(), Optional.empty()))
        .hasMessageContaining("found must be 0 to 1: 2");
  }

  @Test
  void refusesCurvesOfAnotherShape() {
    List<Double> curve = Collections.nCopies(101, 0.5);

    assertThatThrownBy(() -> new ClassCurves(curve, List.of(curve)))
        .hasMessageContaining("10 curves: 1");
    assertThatThrownBy(() -> new ClassCurves(curve.subList(0, 11), List.of()))
        .hasMessageContaining("101 points: 11");
  }

  @Test
  void keepsMatchesAsABlob() {
    float[] scores = {0.9f, Math.nextDown(0.5f), 1e-20f};
    boolean[] verdicts = {true, false, true};
    ClassMatches hat = ClassMatches.of(new int[] {1, 0, 2}, new int[] {2, 0, 1}, scores, verdicts);
    DetectionMatches matches = new DetectionMatches(3, Map.of("hat", hat));

    BlobReference reference = reports.saveMatches(matches);

    assertThat(reports.matches(reference)).isEqualTo(matches);
    ClassMatches read = reports.matches(reference).perClass().get("hat");
    assertThat(read.unpackScores()).containsExactly(scores);
    assertThat(read.unpackVerdicts()).containsExactly(verdicts);
    assertThat(store.list("")).containsExactly(reference.key());
  }

  @Test
  void refusesMatchesThatDoNotAddUp() {
    ClassMatches one =
        ClassMatches.of(new int[] {1}, new int[] {1}, new float[] {1}, new boolean[1]);

    assertThatThrownBy(
            () ->
                ClassMatches.of(
                    new int[] {1}, new int[] {2}, new float[] {1}, new boolean[] {true}))
        .hasMessageContaining("2 detections");
    assertThatThrownBy(
            () -> new ClassMatches(one.groundTruths(), one.detections(), one.scores(), "X"))
        .hasMessageContaining("T or F");
    assertThatThrownBy(() -> new DetectionMatches(2, Map.of("hat", one)))
        .hasMessageContaining("'hat' has 1 images, not 2");
  }

  @Test
  void keepsTheFirstDecisionAboutACheckpoint() {
    EvaluationDecision first = reports.decide(rejected("first"));

    EvaluationDecision kept = reports.decide(rejected("second"));

    assertThat(kept).isEqualTo(first);
    assertThat(reports.decision(CHECKPOINT)).contains(first);
    assertThat(reports.decided()).containsExactly(CHECKPOINT);
  }

  /** As version 1 was written. */
  @Test
  void readsADecisionOfVersionOne() {
    String old =
        """
        {"kind": "evaluation-decision", "version": 1,
         "checkpoint": "r1-000005", "model": "detector", "validationSet": "%s",
         "verdict": "FIRST_PROMOTED", "reason": "the first model, at 0.0000",
         "champion": null, "championVoc07": null, "generation": 1,
         "decidedAt": "2026-01-02T12:00:00Z"}
        """
            .formatted(Samples.HASH);
    store.put("decisions/r1-000005.json", old.getBytes(UTF_8));

    EvaluationDecision decision = reports.decision(CHECKPOINT).orElseThrow();
    assertThat(decision.verdict()).isEqualTo(EvaluationDecision.Verdict.FIRST_PROMOTED);
    assertThat(decision.evidence()).isEmpty();
  }

  /** An earlier release does not know the verdicts of version 3. */
  @Test
  void writesDecisionsInVersionThree() {
    reports.decide(rejected("first"));

    assertThat(new String(store.get("decisions/r1-000005.json"), UTF_8)).contains("\"version\":3");
  }

  @Test
  void refusesAPromotionWithoutGeneration() {
    assertThatThrownBy(
            () ->
                new EvaluationDecision(
                    CHECKPOINT,
                    "detector",
                    Samples.HASH,
                    EvaluationDecision.Verdict.FIRST_PROMOTED,
                    "",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Samples.NOON))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesAScoreThatIsNone() {
    for (double score : new double[] {Double.NaN, -0.1, 1.1}) {
      assertThatThrownBy(() -> Samples.report(CHECKPOINT, score))
          .as("%s", score)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static EvaluationDecision rejected(String reason) {
    return new EvaluationDecision(
        CHECKPOINT,
        "detector",
        Samples.HASH,
        EvaluationDecision.Verdict.NOT_BETTER,
        reason,
        Optional.of(new CheckpointId("r0", 1)),
        Optional.of(0.5),
        Optional.empty(),
        Optional.of(EVIDENCE),
        Samples.NOON);
  }
}

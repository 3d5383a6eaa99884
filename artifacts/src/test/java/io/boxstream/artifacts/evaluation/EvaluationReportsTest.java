package io.boxstream.artifacts.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.Samples;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvaluationReportsTest {
  private static final CheckpointId CHECKPOINT = new CheckpointId("r1", 5);

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

  @Test
  void keepsTheFirstDecisionAboutACheckpoint() {
    EvaluationDecision first = reports.decide(rejected("first"));

    EvaluationDecision kept = reports.decide(rejected("second"));

    assertThat(kept).isEqualTo(first);
    assertThat(reports.decision(CHECKPOINT)).contains(first);
    assertThat(reports.decided()).containsExactly(CHECKPOINT);
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
        Samples.NOON);
  }
}

package io.boxstream.evaluator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.evaluation.EvaluationDecision;
import io.boxstream.artifacts.evaluation.EvaluationDecision.Verdict;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.evaluator.Samples;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EvaluationHistoryTest {
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final Artifacts artifacts = new Artifacts(store);
  private final EvaluationHistory history =
      new EvaluationHistory(artifacts.evaluations(), new PromotionChains(store));

  @BeforeEach
  void decideAboutTwoCheckpoints() {
    for (int epoch = 1; epoch <= 2; epoch++) {
      EvaluationReport report = artifacts.evaluations().save(Samples.report(epoch, epoch / 10.0));
      artifacts
          .evaluations()
          .decide(
              new EvaluationDecision(
                  report.checkpoint(),
                  report.model(),
                  report.validationSet().id(),
                  Verdict.NOT_BETTER,
                  "not better",
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Samples.CLOCK.instant()));
    }
  }

  @Test
  void forgetsWhatRetentionRemoved() {
    assertThat(history.all()).hasSize(2);
    assertThat(history.find(Samples.checkpoint(1))).isPresent();

    remove(Samples.checkpoint(1));

    assertThat(history.find(Samples.checkpoint(1))).isEmpty();
    assertThat(history.find(Samples.checkpoint(2))).isPresent();
    remove(Samples.checkpoint(2));
    assertThat(history.all()).isEmpty();
  }

  private void remove(CheckpointId checkpoint) {
    store.delete("decisions/" + checkpoint + ".json");
    store.list("evaluations/" + checkpoint + "/").forEach(store::delete);
  }
}

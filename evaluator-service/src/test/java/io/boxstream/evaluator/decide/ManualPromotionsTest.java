package io.boxstream.evaluator.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.document.CondemnedDocuments;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.evaluator.Samples;
import io.boxstream.evaluator.decide.RefusedPromotionException.Refusal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManualPromotionsTest {
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final Artifacts artifacts = new Artifacts(store);
  private final ManualPromotions manual =
      new ManualPromotions(artifacts, new PromotionChains(store), Samples.CLOCK);
  private BlobReference parameters;

  @BeforeEach
  void storeTwoScoredCheckpoints() {
    parameters = artifacts.blobs().put(new byte[] {1});
    for (int epoch = 1; epoch <= 2; epoch++) {
      artifacts.checkpoints().save(Samples.manifest(epoch, Samples.HASH, parameters));
      artifacts.evaluations().save(Samples.report(epoch, epoch / 10.0));
    }
  }

  @Test
  void promotesAndRollsBack() {
    manual.promote(Samples.MODEL, Samples.checkpoint(1), "Ana", "first");
    manual.promote(Samples.MODEL, Samples.checkpoint(2), "Ana", "newer");

    Promotion back =
        manual.promote(Samples.MODEL, Samples.checkpoint(1), "Li", "worse in the field");

    assertThat(back.generation()).isEqualTo(3);
    assertThat(back.reason()).isEqualTo("worse in the field");
    assertThat(back.decidedBy()).isEqualTo("hand");
    assertThat(back.caller()).contains("Li");
    assertThat(back.voc07()).contains(0.1);
    assertThat(artifacts.promotions(Samples.MODEL).history())
        .extracting(Promotion::checkpoint)
        .isEqualTo(List.of(Samples.checkpoint(1), Samples.checkpoint(2), Samples.checkpoint(1)));
  }

  @Test
  void refusesWhatIsTheChampionAlready() {
    manual.promote(Samples.MODEL, Samples.checkpoint(1), "Ana", "first");

    assertRefused(Samples.MODEL, 1, Refusal.ALREADY_CHAMPION);
    assertThat(artifacts.promotions(Samples.MODEL).history()).hasSize(1);
  }

  @Test
  void refusesWhatWasNeverScored() {
    artifacts.checkpoints().save(Samples.manifest(3, Samples.HASH, parameters));

    assertRefused(Samples.MODEL, 3, Refusal.NOT_EVALUATED);
  }

  @Test
  void refusesWhatDoesNotExistOrIsAnothersOrHasLostItsParameters() {
    assertRefused(Samples.MODEL, 9, Refusal.UNKNOWN_CHECKPOINT);
    assertRefused("another", 1, Refusal.OTHER_MODEL);
    store.delete(parameters.key());
    assertRefused(Samples.MODEL, 1, Refusal.PARAMETERS_MISSING);
  }

  @Test
  void refusesWhatRetentionIsAboutToRemove() {
    new CondemnedDocuments(store)
        .publish(Samples.CLOCK.instant(), List.of(Samples.checkpoint(1).manifestKey()));

    assertRefused(Samples.MODEL, 1, Refusal.CONDEMNED);
    assertThat(manual.promote(Samples.MODEL, Samples.checkpoint(2), "Ana", "kept").generation())
        .isEqualTo(1);
  }

  @Test
  void thePromotionOfARemovedCheckpointStaysListed() {
    manual.promote(Samples.MODEL, Samples.checkpoint(1), "Ana", "first");
    manual.promote(Samples.MODEL, Samples.checkpoint(2), "Ana", "newer");

    store.delete(Samples.checkpoint(1).manifestKey());

    assertThat(new PromotionChains(store).of(Samples.MODEL).history())
        .extracting(Promotion::checkpoint)
        .containsExactly(Samples.checkpoint(1), Samples.checkpoint(2));
    assertRefused(Samples.MODEL, 1, Refusal.UNKNOWN_CHECKPOINT);
  }

  private void assertRefused(String model, int epoch, Refusal refusal) {
    assertThatThrownBy(() -> manual.promote(model, Samples.checkpoint(epoch), "Ana", "why"))
        .isInstanceOfSatisfying(
            RefusedPromotionException.class,
            refused -> assertThat(refused.refusal()).isEqualTo(refusal))
        .hasMessageContaining(Samples.checkpoint(epoch).toString());
  }
}

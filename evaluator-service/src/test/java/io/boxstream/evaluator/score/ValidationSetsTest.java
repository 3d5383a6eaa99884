package io.boxstream.evaluator.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.snapshot.DataSetWarning;
import io.boxstream.dataset.SnapshotEntry;
import io.boxstream.evaluator.Samples;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ValidationSetsTest {
  private static final String OTHER_SNAPSHOT = "f".repeat(64);
  private static final String A_ID = "a".repeat(64);
  private static final String B_ID = "b".repeat(64);
  private static final ValidationImage A = image(A_ID, "hat", 10);
  private static final ValidationImage B = image(B_ID, "person", 10);

  private static final DataSetWarning WARNING = new DataSetWarning("code", "message");

  private final ImagesInMemory images =
      new ImagesInMemory()
          .withSnapshot(Samples.HASH, entry(B), entry(A))
          .withImage(A_ID, new byte[0]);
  private final ValidationSets sets = new ValidationSets(images, Duration.ofSeconds(1));

  @Test
  void waitsForImagesThatAreUnderWay() throws InterruptedException {
    images.withImageUnderWay(B_ID, new byte[0]);

    ValidationSet set = sets.freeze(Samples.HASH, Set.of());

    assertThat(set.images()).containsExactly(A, B);
    assertThat(set.missing()).isEmpty();
    assertThat(set.labels()).containsExactly("hat", "person");
  }

  @Test
  void namesAndLeavesOutWhatWasDeleted() throws InterruptedException {
    ValidationSet set = sets.freeze(Samples.HASH, Set.of());

    assertThat(set.images()).containsExactly(A);
    assertThat(set.missing()).containsExactly(B_ID);
    assertThat(set.summary().images()).isEqualTo(1);
  }

  @Test
  void leavesOutWhatCannotBeRead() throws InterruptedException {
    images.withImage(B_ID, new byte[0]);

    assertThat(sets.freeze(Samples.HASH, Set.of(A_ID)).missing()).containsExactly(A_ID);
  }

  @Test
  void doesNotTakeAnImageForDeletedBeforeTheLogIsReadToItsEnd() {
    images.neverReadToTheEnd();

    assertThatThrownBy(() -> sets.freeze(Samples.HASH, Set.of()))
        .isInstanceOf(NotCaughtUpException.class)
        .hasMessageContaining(Samples.HASH);
  }

  @Test
  void namesASetByItsImagesAndBoxesAlone() {
    ValidationSet set = new ValidationSet(Samples.HASH, List.of(A, B), List.of(), List.of());

    assertThat(
            new ValidationSet(OTHER_SNAPSHOT, List.of(B, A), List.of("c"), List.of(WARNING)).id())
        .isEqualTo(set.id());
    assertThat(new ValidationSet(Samples.HASH, List.of(A), List.of("b"), List.of()).id())
        .isNotEqualTo(set.id());
    assertThat(
            new ValidationSet(
                    Samples.HASH, List.of(A, image(B_ID, "person", 11)), List.of(), List.of())
                .id())
        .isNotEqualTo(set.id());
  }

  @Test
  void warnsOfAClassWhoseValidationImagesWereDeleted() throws InterruptedException {
    SnapshotEntry training =
        new SnapshotEntry("c".repeat(64), Split.TRAIN, 20, 20, List.of(B.boxes().get(0)));
    images.withSnapshot(OTHER_SNAPSHOT, entry(A), entry(B), training);

    assertThat(codes(sets.freeze(OTHER_SNAPSHOT, Set.of())))
        .contains("class-missing-in-validation");

    images.withImage(B_ID, new byte[0]);
    assertThat(codes(sets.freeze(OTHER_SNAPSHOT, Set.of())))
        .doesNotContain("class-missing-in-validation");
  }

  private static List<String> codes(ValidationSet set) {
    return set.warnings().stream().map(DataSetWarning::code).toList();
  }

  private static SnapshotEntry entry(ValidationImage image) {
    return new SnapshotEntry(image.id(), Split.VAL, 20, 20, image.boxes());
  }

  private static ValidationImage image(String id, String label, double right) {
    return new ValidationImage(id, List.of(new LabelledBox(label, 0, 0, right, 10, false)));
  }
}

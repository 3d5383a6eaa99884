package io.boxstream.evaluator.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.evaluator.Samples;
import io.boxstream.events.LabelledBox;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ValidationSetsTest {
  private static final String OTHER_SNAPSHOT = "f".repeat(64);
  private static final ValidationImage A = image("a", "hat", 10);
  private static final ValidationImage B = image("b", "person", 10);

  private final ImagesInMemory images =
      new ImagesInMemory().withSplit(Samples.HASH, B, A).withImage("a", new byte[0]);
  private final ValidationSets sets = new ValidationSets(images, Duration.ofSeconds(1));

  @Test
  void waitsForImagesThatAreUnderWay() throws InterruptedException {
    images.withImageUnderWay("b", new byte[0]);

    ValidationSet set = sets.freeze(Samples.HASH, Set.of());

    assertThat(set.images()).containsExactly(A, B);
    assertThat(set.missing()).isEmpty();
    assertThat(set.labels()).containsExactly("hat", "person");
  }

  @Test
  void namesAndLeavesOutWhatWasDeleted() throws InterruptedException {
    ValidationSet set = sets.freeze(Samples.HASH, Set.of());

    assertThat(set.images()).containsExactly(A);
    assertThat(set.missing()).containsExactly("b");
    assertThat(set.summary().images()).isEqualTo(1);
  }

  @Test
  void leavesOutWhatCannotBeRead() throws InterruptedException {
    images.withImage("b", new byte[0]);

    assertThat(sets.freeze(Samples.HASH, Set.of("a")).missing()).containsExactly("a");
  }

  @Test
  void doesNotTakeAnImageForDeletedBeforeTheLogIsReadToItsEnd() {
    images.neverReadToTheEnd();

    assertThatThrownBy(() -> sets.freeze(Samples.HASH, Set.of()))
        .isInstanceOf(StillReadingException.class)
        .hasMessageContaining(Samples.HASH);
  }

  @Test
  void namesASetByItsImagesAndBoxesAlone() {
    ValidationSet set = new ValidationSet(Samples.HASH, List.of(A, B), List.of());

    assertThat(new ValidationSet(OTHER_SNAPSHOT, List.of(B, A), List.of("c")).id())
        .isEqualTo(set.id());
    assertThat(new ValidationSet(Samples.HASH, List.of(A), List.of("b")).id())
        .isNotEqualTo(set.id());
    assertThat(
            new ValidationSet(Samples.HASH, List.of(A, image("b", "person", 11)), List.of()).id())
        .isNotEqualTo(set.id());
  }

  private static ValidationImage image(String id, String label, double right) {
    return new ValidationImage(id, List.of(new LabelledBox(label, 0, 0, right, 10, false)));
  }
}

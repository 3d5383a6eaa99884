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
  private static final ValidationPicture A = picture("a", "hat", 10);
  private static final ValidationPicture B = picture("b", "person", 10);

  private final PicturesInMemory pictures =
      new PicturesInMemory().withSplit(Samples.HASH, B, A).withPicture("a", new byte[0]);
  private final ValidationSets sets = new ValidationSets(pictures, Duration.ofSeconds(1));

  @Test
  void waitsForPicturesThatAreUnderWay() throws InterruptedException {
    pictures.withPictureUnderWay("b", new byte[0]);

    ValidationSet set = sets.freeze(Samples.HASH, Set.of());

    assertThat(set.pictures()).containsExactly(A, B);
    assertThat(set.missing()).isEmpty();
    assertThat(set.labels()).containsExactly("hat", "person");
  }

  @Test
  void namesAndLeavesOutWhatWasDeleted() throws InterruptedException {
    ValidationSet set = sets.freeze(Samples.HASH, Set.of());

    assertThat(set.pictures()).containsExactly(A);
    assertThat(set.missing()).containsExactly("b");
    assertThat(set.summary().images()).isEqualTo(1);
  }

  @Test
  void leavesOutWhatCannotBeRead() throws InterruptedException {
    pictures.withPicture("b", new byte[0]);

    assertThat(sets.freeze(Samples.HASH, Set.of("a")).missing()).containsExactly("a");
  }

  @Test
  void doesNotTakeAPictureForDeletedBeforeTheLogIsReadToItsEnd() {
    pictures.neverReadToTheEnd();

    assertThatThrownBy(() -> sets.freeze(Samples.HASH, Set.of()))
        .isInstanceOf(StillReadingException.class)
        .hasMessageContaining(Samples.HASH);
  }

  @Test
  void namesASetByItsPicturesAndBoxesAlone() {
    ValidationSet set = new ValidationSet(Samples.HASH, List.of(A, B), List.of());

    assertThat(new ValidationSet(OTHER_SNAPSHOT, List.of(B, A), List.of("c")).id())
        .isEqualTo(set.id());
    assertThat(new ValidationSet(Samples.HASH, List.of(A), List.of("b")).id())
        .isNotEqualTo(set.id());
    assertThat(
            new ValidationSet(Samples.HASH, List.of(A, picture("b", "person", 11)), List.of()).id())
        .isNotEqualTo(set.id());
  }

  private static ValidationPicture picture(String id, String label, double right) {
    return new ValidationPicture(id, List.of(new LabelledBox(label, 0, 0, right, 10, false)));
  }
}

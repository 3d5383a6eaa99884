package io.boxstream.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.dataset.DataSetSnapshot;
import io.boxstream.dataset.SnapshotEntry;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SnapshotChangesTest {

  @Test
  void countsNothingBetweenEqualSnapshots() {
    assertThat(changes(Stream.of(image(1, Split.TRAIN, "hat")), image(1, Split.TRAIN, "hat")))
        .isZero();
  }

  @Test
  void countsImagesThatWereAddedRelabelledMovedAndRemovedOnceEach() {
    Stream<SnapshotEntry> before =
        Stream.of(
            image(1, Split.TRAIN, "hat"),
            image(2, Split.TRAIN, "hat"),
            image(3, Split.TRAIN, "hat"),
            image(4, Split.VAL, "hat"));

    assertThat(
            changes(
                before,
                image(1, Split.TRAIN, "hat"),
                image(2, Split.TRAIN, "helmet"),
                image(3, Split.VAL, "hat"),
                image(5, Split.TRAIN, "hat")))
        .isEqualTo(4);
  }

  @Test
  void takesImagesForTestsForNone() {
    Stream<SnapshotEntry> before =
        Stream.of(
            image(1, Split.TEST, "hat"), image(2, Split.TEST, "hat"), image(3, Split.VAL, "hat"));

    // the first became one for training, the third one for tests, the second another one for tests
    assertThat(
            changes(
                before,
                image(1, Split.TRAIN, "hat"),
                image(2, Split.TEST, "helmet"),
                image(3, Split.TEST, "hat")))
        .isEqualTo(2);
  }

  private static int changes(Stream<SnapshotEntry> before, SnapshotEntry... present) {
    SnapshotChanges changes = new SnapshotChanges(DataSetSnapshot.of(Map.of(), List.of(present)));
    before.forEach(changes::before);
    return changes.count();
  }

  private static SnapshotEntry image(int number, Split split, String label) {
    return new SnapshotEntry(
        String.format(Locale.ROOT, "%064x", number),
        split,
        10,
        10,
        List.of(new LabelledBox(label, 1, 1, 5, 5, false)));
  }
}

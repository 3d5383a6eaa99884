package io.boxstream.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.dataset.DataSetSnapshot;
import io.boxstream.dataset.SnapshotEntry;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.testbed.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AutomaticStartTest {

  private static final LabelledBox BOX = new LabelledBox("hat", 1, 1, 5, 5, false);

  private final StartPolicy policy =
      new StartPolicy(true, 3, 2, Duration.ofSeconds(30), Duration.ofMinutes(5));
  private final List<SnapshotEntry> entries = new ArrayList<>();
  private final MovableClock clock = new MovableClock(Instant.EPOCH);
  private Optional<DataSetSnapshot> trained = Optional.empty();
  private long revision;
  private int snapshots;
  private int relabelled;
  private final AutomaticStart start =
      new AutomaticStart(policy, () -> revision, this::counted, new Trained(), clock);

  @Test
  void wantsAFirstRunOnceEnoughImagesHaveRestedLongEnough() {
    add(Split.TRAIN, 3);
    add(Split.VAL, 1);
    assertThat(start.shouldStart()).isFalse();

    clock.advance(Duration.ofSeconds(30));

    assertThat(start.shouldStart()).isTrue();
  }

  @Test
  void wantsNoRunOnTooFewImages() {
    add(Split.TRAIN, 2);
    add(Split.VAL, 1);

    assertThat(wantsRunAfterRest()).isFalse();
  }

  @Test
  void wantsNoRunWithoutAnythingToEvaluateOn() {
    add(Split.TRAIN, 5);

    assertThat(wantsRunAfterRest()).isFalse();
  }

  @Test
  void wantsAnotherRunWhenEnoughChanged() {
    add(Split.TRAIN, 3);
    add(Split.VAL, 1);
    assertThat(wantsRunAfterRest()).isTrue();
    trained = Optional.of(present());

    // One relabelled image is too little, a removed one more is enough; test images do not
    // count
    entries.set(0, entry(0, Split.TRAIN, List.of(BOX, new LabelledBox("hat", 2, 2, 6, 6, false))));
    add(Split.TEST, 4);
    assertThat(wantsRunAfterRest()).isFalse();
    add(Split.TRAIN, 1);
    entries.remove(1);
    revision++;
    assertThat(wantsRunAfterRest()).isTrue();
  }

  @Test
  void doesNotLookAgainUntilSomethingChanges() {
    add(Split.TRAIN, 3);
    add(Split.VAL, 1);
    assertThat(wantsRunAfterRest()).isTrue();

    // Even a run that failed is not tried again on the same images
    assertThat(wantsRunAfterRest()).isFalse();
  }

  @Test
  void takesNoSnapshotUntilEnoughImagesMayHaveChanged() {
    add(Split.TRAIN, 3);
    add(Split.VAL, 1);
    trained = Optional.of(present());
    relabel(0);
    assertThat(wantsRunAfterRest()).isFalse();
    assertThat(snapshots).isEqualTo(1);
    trained = Optional.of(present());
    assertThat(wantsRunAfterRest()).isFalse();

    relabel(1); // since another run than the one of the first comparison
    assertThat(wantsRunAfterRest()).isFalse();
    assertThat(snapshots).isEqualTo(2);

    relabel(2);
    assertThat(wantsRunAfterRest()).isTrue();
    assertThat(snapshots).isEqualTo(3);
  }

  @Test
  void countsAnImageThatIsChangedAgainOnce() {
    add(Split.TRAIN, 3);
    add(Split.VAL, 1);
    trained = Optional.of(present());
    relabel(0);
    assertThat(wantsRunAfterRest()).isFalse();

    relabel(0);

    assertThat(wantsRunAfterRest()).isFalse();
    assertThat(snapshots).isEqualTo(2);
  }

  private void relabel(int image) {
    LabelledBox other = new LabelledBox("hat", 2, 2, 6 + ++relabelled % 3, 6, false);
    SnapshotEntry before = entries.get(image);
    entries.set(image, new SnapshotEntry(before.id(), before.split(), 10, 10, List.of(BOX, other)));
    revision++;
  }

  private DataSetSnapshot counted() {
    snapshots++;
    return present();
  }

  /** The last run, whose snapshot is compared as one that is read from the store. */
  private final class Trained implements AutomaticStart.LastRun {
    @Override
    public Optional<String> dataSet() {
      return trained.map(DataSetSnapshot::hash);
    }

    @Override
    public int changes(String dataSet, DataSetSnapshot present) {
      SnapshotChanges changes = new SnapshotChanges(present);
      trained.orElseThrow().entries().forEach(changes::before);
      return changes.count();
    }
  }

  private boolean wantsRunAfterRest() {
    boolean atOnce = start.shouldStart();
    clock.advance(Duration.ofSeconds(30));
    return start.shouldStart() || atOnce;
  }

  private void add(Split split, int count) {
    for (int added = 0; added < count; added++) {
      entries.add(entry(entries.size() + (int) (100 * revision), split, List.of(BOX)));
    }
    revision++;
  }

  private DataSetSnapshot present() {
    return DataSetSnapshot.of(Map.of(0, revision), entries);
  }

  private static SnapshotEntry entry(int number, Split split, List<LabelledBox> boxes) {
    return new SnapshotEntry(String.format(Locale.ROOT, "%064x", number), split, 10, 10, boxes);
  }
}

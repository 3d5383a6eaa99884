package io.boxstream.dataset;

import static io.boxstream.dataset.Images.bytes;
import static io.boxstream.dataset.Images.id;
import static io.boxstream.dataset.Images.inline;
import static io.boxstream.dataset.Images.record;
import static io.boxstream.dataset.Images.stored;
import static io.boxstream.dataset.Images.tombstone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.events.Split;
import io.boxstream.events.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a view makes of what broken processes and disks leave behind. */
class DataSetRecoveryTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:15:30Z");

  @TempDir private Path directory;
  private final Blobs blobs = new Blobs(new InMemoryObjectStore());
  private Optional<String> machine = Optional.of("the machine");

  @Test
  void goesOnWhereItWasClosed() {
    DataSetSnapshot before;
    try (DataSetView view = open()) {
      view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));
      before = view.snapshot();
      view.close(); // and once more at the end of this block
    }

    try (DataSetView view = open()) {
      assertThat(view.snapshot()).isEqualTo(before);
      assertThat(view.counts()).isEqualTo(before.counts());
      assertThat(view.position(0)).isEqualTo(1);
      assertThat(view.bytes(id("one"))).isEqualTo(bytes("one"));
    }
  }

  @Test
  void keepsWhatWasAppliedWhenTheProcessIsKilled() throws IOException {
    Path image = directory.resolve("image-of-a-running-view");
    DataSetSnapshot before;
    try (DataSetView view = open()) {
      view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));
      view.apply(record(5, 9, inline("two", Split.TEST, "hat")));
      before = view.snapshot();
      copy(directory.resolve("view"), image);
    }

    try (DataSetView view = DataSetView.open(image, blobs)) {
      assertThat(view.snapshot()).isEqualTo(before);
      assertThat(view.missing(before)).isEmpty();
    }
  }

  @Test
  void clearsAwayFilesOfNoImage() throws IOException {
    try (DataSetView view = open()) {
      view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));
    }
    Path folder = Files.createDirectories(images().resolve("ab"));
    Files.write(folder.resolve("ab".repeat(32)), bytes("image of a record never committed"));
    Files.write(folder.resolve("cd".repeat(32) + ".partial"), bytes("half a pic"));

    try (DataSetView view = open()) {
      assertThat(view.bytes(id("one"))).isEqualTo(bytes("one"));
      assertThat(files()).extracting(Path::getFileName).containsExactly(Path.of(id("one")));
    }
  }

  @Test
  void startsAfreshWhenTheMachineFailedAndAnImageIsCutShort() throws IOException {
    try (DataSetView view = open()) {
      view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));
    }
    Files.write(files().get(0), bytes("o"));
    machine = Optional.of("after a failure");

    try (DataSetView view = open()) {
      assertThat(view.position(0)).isZero();
      view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));
      assertThat(view.bytes(id("one"))).isEqualTo(bytes("one"));
    }
  }

  @Test
  void startsAfreshWhenAnImageIsGone() throws IOException {
    try (DataSetView view = open()) {
      view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));
      longAgo();
    }
    Files.delete(files().get(0));

    try (DataSetView view = open()) {
      assertThat(view.position(0)).isZero();
    }
  }

  @Test
  void doesNotLookAtEachImageAfterItWasClosed() throws IOException {
    DataSetCounts before;
    try (DataSetView view = open()) {
      view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));
      before = view.counts();
    }
    Files.write(files().get(0), bytes("o")); // found by whoever looks

    try (DataSetView view = open()) {
      assertThat(view.position(0)).isEqualTo(1);
      assertThat(view.counts()).isEqualTo(before);
      assertThatThrownBy(() -> view.bytes(id("one"))).isInstanceOf(DataSetStorageException.class);
    }

    try (DataSetView view = open()) {
      assertThat(view.position(0)).isZero();
    }
  }

  @Test
  void looksAtEachImageAfterItsProcessWasKilled() throws IOException {
    Path image = directory.resolve("image-of-a-running-view");
    try (DataSetView view = open()) {
      view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));
    }
    try (DataSetView view = open()) {
      copy(directory.resolve("view"), image);
    }
    Path file = image.resolve("images").resolve(id("one").substring(0, 2)).resolve(id("one"));
    Files.write(file, bytes("o"));

    try (DataSetView view = DataSetView.open(image, blobs)) {
      assertThat(view.position(0)).isZero();
    }
  }

  @Test
  void looksAtEachImageWhereTheStartOfTheMachineIsUnknown() throws IOException {
    machine = Optional.empty();
    try (DataSetView view = open()) {
      view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));
    }
    Files.write(files().get(0), bytes("o"));

    try (DataSetView view = open()) {
      assertThat(view.position(0)).isZero();
    }
  }

  @Test
  void looksAtEachImageAfterAReadingFromTheBeginning() throws IOException {
    try (DataSetView view = open()) {
      view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));
      view.apply(record(0, 1, inline("two", Split.TRAIN, "hat")));
      view.lost(Set.of(0));
      view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));
    }
    assertThat(files()).hasSize(2);

    try (DataSetView view = open()) {
      assertThat(view.counts().images().total()).isEqualTo(1);
      assertThat(files()).hasSize(1);
    }
  }

  @Test
  void clearsAwayFilesOfRecordsThatFailed() throws IOException {
    try (DataSetView view = open()) {
      view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));
      assertThatThrownBy(
              () ->
                  view.apply(
                      List.of(
                          record(0, 1, inline("two", Split.TRAIN, "hat")),
                          record(0, 2, stored("three", Split.TRAIN, "hat"))),
                      (record, stage, cause) -> {
                        throw new IllegalStateException("no dead letters now", cause);
                      }))
          .isInstanceOf(IllegalStateException.class);
      assertThat(files()).hasSize(2);
    }

    try (DataSetView view = open()) {
      assertThat(files()).extracting(Path::getFileName).containsExactly(Path.of(id("one")));
    }
  }

  @Test
  void clearsAwayImagesThatWereStillHeldWhenItWasClosed() throws IOException {
    try (DataSetView view = open()) {
      view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));
      view.apply(record(0, 1, inline("two", Split.TRAIN, "hat")));
      DataSetView.Lease neverClosed = view.lease(view.snapshot());
      view.apply(tombstone(0, 2, id("one")));
      assertThat(files()).hasSize(2);
      assertThat(neverClosed).isNotNull();
    }

    try (DataSetView view = open()) {
      assertThat(view.counts().images().total()).isEqualTo(1);
      assertThat(files()).extracting(Path::getFileName).containsExactly(Path.of(id("two")));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5000, 20_000})
  void startsAfreshWhenTheIndexIsDamaged(int bytes) throws IOException {
    try (DataSetView view = open()) {
      view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));
    }
    Files.write(directory.resolve("view/index.mv"), new byte[bytes]);

    try (DataSetView view = open()) {
      assertThat(view.position(0)).isZero();
      assertThat(view.snapshot().entries()).isEmpty();
    }
  }

  @Test
  void neverGivesDamagedBytesAndTakesTheImageAgainAtTheNextStart() throws IOException {
    try (DataSetView view = open()) {
      view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));
      Files.write(files().get(0), bytes("eno"));

      assertThatThrownBy(() -> view.bytes(id("one")))
          .isInstanceOf(DataSetStorageException.class)
          .hasMessageContaining(id("one"));
    }

    try (DataSetView view = open()) {
      assertThat(view.position(0)).isZero();
    }
  }

  @Test
  void aDiskThatTakesNoImageChangesNothingAndCanBeTriedAgain() throws IOException {
    try (DataSetView view = open()) {
      Path inTheWay = images().resolve(id("one").substring(0, 2));
      Files.write(inTheWay, bytes("a file where a folder must be"));
      assertThatThrownBy(() -> view.apply(record(0, 0, inline("one", Split.TRAIN, "hat"))))
          .isInstanceOf(DataSetStorageException.class)
          .hasMessageContaining(id("one"));
      assertThat(view.position(0)).isZero();
      assertThat(view.snapshot().entries()).isEmpty();
      Files.delete(inTheWay);

      view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));

      assertThat(view.bytes(id("one"))).isEqualTo(bytes("one"));
    }
  }

  @Test
  void refusesAFolderThatIsInUse() {
    try (DataSetView view = open()) {
      assertThatThrownBy(this::open).isInstanceOf(DataSetStorageException.class);
      assertThat(view.snapshot().entries()).isEmpty();
    }
  }

  @Test
  void startsAfreshWhenTheLogIsAnotherOne() {
    try (DataSetView view = open()) {
      view.follow("topic-1");
      view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));
      view.follow("topic-1");
      assertThat(view.position(0)).isEqualTo(1);
      long revision = view.revision();

      view.follow("topic-2");

      assertThat(view.position(0)).isZero();
      assertThat(view.snapshot().entries()).isEmpty();
      assertThat(view.counts().images()).isEqualTo(SplitCounts.ZERO);
      assertThat(view.revision()).isGreaterThan(revision);
    }
  }

  @Test
  void startsAfreshWhenTombstonesMayHavePassedUnseen() {
    Path folder = directory.resolve("view");
    try (DataSetView view = at(folder, NOW)) {
      view.follow("topic-1");
      view.apply(record(0, 0, inline("one", Split.TRAIN, "hat")));
    }
    assertThat(positionAfter(folder, Topics.TOMBSTONE_RETENTION.minusDays(1))).isEqualTo(1);

    assertThat(positionAfter(folder, Topics.TOMBSTONE_RETENTION.multipliedBy(3))).isZero();
  }

  @Test
  void startsAfreshWhenTheLogDoesNotHaveItsPositions() {
    try (DataSetView view = open()) {
      view.apply(record(0, 9, inline("one", Split.TRAIN, "hat")));

      view.lost(Set.of(0));

      assertThat(view.position(0)).isZero();
      assertThat(view.snapshot().entries()).isEmpty();
    }
  }

  private DataSetView at(Path folder, Instant time) {
    return DataSetView.open(folder, blobs, Clock.fixed(time, ZoneOffset.UTC), () -> machine);
  }

  private long positionAfter(Path folder, Duration absence) {
    try (DataSetView view = at(folder, NOW.plus(absence))) {
      view.follow("topic-1");
      return view.position(0);
    }
  }

  private DataSetView open() {
    return DataSetView.open(directory.resolve("view"), blobs, Clock.systemUTC(), () -> machine);
  }

  /** A change of a folder within a tick of the file system's clock cannot be seen. */
  private void longAgo() throws IOException {
    for (Path file : files()) {
      Files.setLastModifiedTime(file.getParent(), FileTime.from(NOW));
    }
  }

  private Path images() {
    return directory.resolve("view/images");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(images())) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(
          file -> {
            try {
              Files.copy(file, to.resolve(from.relativize(file).toString()));
            } catch (IOException failure) {
              throw new UncheckedIOException(failure);
            }
          });
    }
  }
}

package io.boxstream.artifacts.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.document.CondemnedDocuments;
import io.boxstream.artifacts.store.CorruptBlobException;
import io.boxstream.artifacts.store.FaultyStore;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.artifacts.store.ObjectNotFoundException;
import io.boxstream.artifacts.store.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetSnapshotsTest {
  private final InMemoryObjectStore store = new InMemoryObjectStore();
  private final DataSetSnapshots snapshots = new DataSetSnapshots(store);

  @Test
  void addressesASnapshotByItsHash() {
    String hash = snapshots.save("{}".getBytes(UTF_8));

    assertThat(snapshots.save("{}".getBytes(UTF_8))).isEqualTo(hash);
    assertThat(snapshots.load(hash)).asString(UTF_8).isEqualTo("{}");
    assertThat(store.list("snapshots/")).containsExactly("snapshots/" + hash + ".json");
  }

  @Test
  void refusesADamagedSnapshot() {
    String hash = snapshots.save("{}".getBytes(UTF_8));
    store.put("snapshots/" + hash + ".json", "[]".getBytes(UTF_8));

    assertThatThrownBy(() -> snapshots.load(hash)).isInstanceOf(CorruptBlobException.class);
  }

  @Test
  void copiesASnapshotToAFile(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("snapshot.json");
    String hash = snapshots.save("{}".getBytes(UTF_8));

    snapshots.fetch(hash, file);

    assertThat(file).hasContent("{}");
    store.put("snapshots/" + hash + ".json", "[]".getBytes(UTF_8));
    assertThatThrownBy(() -> snapshots.fetch(hash, file)).isInstanceOf(CorruptBlobException.class);
    assertThatThrownBy(() -> snapshots.fetch("0".repeat(64), file))
        .isInstanceOf(ObjectNotFoundException.class);
  }

  @Test
  void savesASnapshotFromAFile(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("snapshot.json"), "{}");

    String hash = snapshots.save(file);

    assertThat(snapshots.save(file))
        .isEqualTo(hash)
        .isEqualTo(snapshots.save("{}".getBytes(UTF_8)));
    assertThat(snapshots.load(hash)).asString(UTF_8).isEqualTo("{}");
  }

  @Test
  void refusesToSaveASnapshotThatRetentionIsAboutToRemove(@TempDir Path directory)
      throws IOException {
    Path file = Files.writeString(directory.resolve("snapshot.json"), "{}");
    String hash = snapshots.save(file);
    new CondemnedDocuments(store).publish(Instant.EPOCH, List.of("snapshots/" + hash + ".json"));

    assertThatThrownBy(() -> snapshots.save(file)).isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void streamsASnapshotAndVerifiesItWhateverItsReaderMakesOfIt() {
    String hash = snapshots.save("{}".getBytes(UTF_8));
    assertThat(snapshots.read(hash, DataSetSnapshotsTest::first)).isEqualTo('{');
    assertThatThrownBy(() -> snapshots.read(hash, DataSetSnapshotsTest::refuse))
        .isInstanceOf(IllegalArgumentException.class);

    store.put("snapshots/" + hash + ".json", "{]".getBytes(UTF_8));

    assertThatThrownBy(() -> snapshots.read(hash, DataSetSnapshotsTest::first))
        .isInstanceOf(CorruptBlobException.class);
    assertThatThrownBy(() -> snapshots.read(hash, DataSetSnapshotsTest::refuse))
        .isInstanceOf(CorruptBlobException.class);
  }

  @Test
  void aStreamThatBreaksIsNoMalformedSnapshot() {
    DataSetSnapshots broken = new DataSetSnapshots(new FaultyStore(store).breakStreams(1));
    String hash = snapshots.save("{    }".getBytes(UTF_8));

    assertThatThrownBy(() -> broken.read(hash, DataSetSnapshotsTest::refuse))
        .isInstanceOf(StoreUnavailableException.class);
  }

  /** Reads a byte and closes the stream, as parsers do. */
  private static int first(InputStream in) {
    try (in) {
      return in.read();
    } catch (IOException failure) {
      throw new IllegalArgumentException("malformed", failure);
    }
  }

  private static int refuse(InputStream in) {
    int unused = first(in);
    throw new IllegalArgumentException("malformed");
  }

  @Test
  void saysThatThereIsNone() {
    assertThatThrownBy(() -> snapshots.load("0".repeat(64)))
        .isInstanceOf(ObjectNotFoundException.class);
  }
}

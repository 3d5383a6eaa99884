package io.boxstream.artifacts.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.store.CorruptBlobException;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.artifacts.store.ObjectNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
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
  void saysThatThereIsNone() {
    assertThatThrownBy(() -> snapshots.load("0".repeat(64)))
        .isInstanceOf(ObjectNotFoundException.class);
  }
}

package io.boxstream.artifacts.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.store.CorruptBlobException;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.artifacts.store.ObjectNotFoundException;
import org.junit.jupiter.api.Test;

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
  void saysThatThereIsNone() {
    assertThatThrownBy(() -> snapshots.load("0".repeat(64)))
        .isInstanceOf(ObjectNotFoundException.class);
  }
}

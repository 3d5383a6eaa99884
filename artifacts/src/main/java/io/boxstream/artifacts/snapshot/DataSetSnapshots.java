package io.boxstream.artifacts.snapshot;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.artifacts.store.CorruptBlobException;
import io.boxstream.artifacts.store.ObjectNotFoundException;
import io.boxstream.artifacts.store.ObjectStore;

/** Snapshots in the store: {@code snapshots/<sha256>.json}. The content is not interpreted here. */
public final class DataSetSnapshots {
  private final ObjectStore store;

  public DataSetSnapshots(ObjectStore store) {
    this.store = requireNonNull(store, "store");
  }

  /**
   * Writes a snapshot. Idempotent.
   *
   * @return its hash, which is its address
   */
  public String save(byte[] snapshot) {
    String hash = Sha256.of(snapshot);
    store.putIfAbsent(key(hash), snapshot);
    return hash;
  }

  /**
   * Reads a snapshot and verifies its hash.
   *
   * @throws ObjectNotFoundException if the snapshot does not exist
   * @throws CorruptBlobException if its bytes have a different hash
   */
  public byte[] load(String hash) {
    byte[] snapshot = store.get(key(hash));
    String found = Sha256.of(snapshot);
    if (!found.equals(hash)) {
      throw new CorruptBlobException(key(hash) + " is damaged: its hash is " + found);
    }
    return snapshot;
  }

  private static String key(String hash) {
    return "snapshots/" + Sha256.requireHex(hash) + ".json";
  }
}

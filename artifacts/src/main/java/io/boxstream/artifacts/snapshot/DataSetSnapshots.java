package io.boxstream.artifacts.snapshot;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.artifacts.document.CondemnedDocuments;
import io.boxstream.artifacts.store.CorruptBlobException;
import io.boxstream.artifacts.store.ObjectNotFoundException;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Snapshots in the store: {@code snapshots/<sha256>.json}. The content is not interpreted here. */
public final class DataSetSnapshots {
  private final ObjectStore store;
  private final CondemnedDocuments condemned;

  public DataSetSnapshots(ObjectStore store) {
    this.store = requireNonNull(store, "store");
    this.condemned = new CondemnedDocuments(store);
  }

  /**
   * Writes a snapshot. Idempotent. The document that refers to it must be created within {@link
   * Blobs#LONGEST_UNREFERENCED}.
   *
   * @return its hash, which is its address
   * @throws StoreUnavailableException also if retention is about to remove this snapshot: retry
   *     until it has
   */
  public String save(byte[] snapshot) {
    String hash = Sha256.of(snapshot);
    if (condemned.contains(key(hash))) {
      throw new StoreUnavailableException(
          "retention is about to remove the earlier copy of " + key(hash));
    }
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

  /**
   * Copies a snapshot to a file and verifies its hash, for readers that stream it.
   *
   * @param target overwritten if it exists
   * @throws ObjectNotFoundException if the snapshot does not exist
   * @throws CorruptBlobException if its bytes have a different hash
   */
  public void fetch(String hash, Path target) {
    try {
      try (InputStream in = store.openStream(key(hash), 0)) {
        Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
      }
      String found = Sha256.of(target);
      if (!found.equals(hash)) {
        throw new CorruptBlobException(key(hash) + " is damaged: its hash is " + found);
      }
    } catch (IOException e) {
      throw new StoreUnavailableException(key(hash) + " could not be read to the end", e);
    }
  }

  private static String key(String hash) {
    return "snapshots/" + Sha256.requireHex(hash) + ".json";
  }
}

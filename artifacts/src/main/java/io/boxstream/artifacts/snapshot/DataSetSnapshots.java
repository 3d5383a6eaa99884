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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Function;

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
    requireNotCondemned(hash);
    store.putIfAbsent(key(hash), snapshot);
    return hash;
  }

  /**
   * Writes a snapshot of any size, as {@link #save(byte[])} does.
   *
   * @param snapshot the file that has it
   */
  public String save(Path snapshot) {
    String hash = hash(snapshot);
    requireNotCondemned(hash);
    // Whoever else writes this key writes the same bytes, so the last may win.
    if (store.stat(key(hash)).isEmpty()) {
      store.put(key(hash), snapshot);
    }
    return hash;
  }

  private void requireNotCondemned(String hash) {
    if (condemned.contains(key(hash))) {
      throw new StoreUnavailableException(
          "retention is about to remove the earlier copy of " + key(hash));
    }
  }

  private static String hash(Path snapshot) {
    try {
      return Sha256.of(snapshot);
    } catch (IOException e) {
      throw new UncheckedIOException(snapshot + " could not be read", e);
    }
  }

  /**
   * Reads a snapshot and verifies its hash.
   *
   * @throws ObjectNotFoundException if the snapshot does not exist
   * @throws CorruptBlobException if its bytes have a different hash
   */
  public byte[] load(String hash) {
    byte[] snapshot = store.get(key(hash));
    verify(hash, Sha256.of(snapshot));
    return snapshot;
  }

  /**
   * Reads a snapshot as a stream and verifies its hash afterwards. Takes no memory for its bytes.
   *
   * @param reader what it makes of the stream is returned only if the hash is right; what it throws
   *     is thrown only if the whole stream could be read, with the right hash
   * @throws ObjectNotFoundException if the snapshot does not exist
   * @throws CorruptBlobException if its bytes have a different hash
   * @throws StoreUnavailableException if the stream breaks
   */
  public <T> T read(String hash, Function<InputStream, T> reader) {
    try (InputStream source = store.openStream(key(hash), 0)) {
      HashedStream in = new HashedStream(source, Sha256.newDigest());
      try {
        T result = reader.apply(in);
        verify(hash, in.restHash());
        return result;
      } catch (RuntimeException failure) {
        verify(hash, in.restHash());
        throw failure;
      }
    } catch (IOException e) {
      throw new StoreUnavailableException(key(hash) + " could not be read to the end", e);
    }
  }

  private static void verify(String hash, String found) {
    if (!found.equals(hash)) {
      throw new CorruptBlobException(key(hash) + " is damaged: its hash is " + found);
    }
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
      verify(hash, Sha256.of(target));
    } catch (IOException e) {
      throw new StoreUnavailableException(key(hash) + " could not be read to the end", e);
    }
  }

  private static String key(String hash) {
    return "snapshots/" + Sha256.requireHex(hash) + ".json";
  }
}

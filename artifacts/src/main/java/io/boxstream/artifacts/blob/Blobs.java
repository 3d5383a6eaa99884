package io.boxstream.artifacts.blob;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.store.CorruptBlobException;
import io.boxstream.artifacts.store.ObjectNotFoundException;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.StoreUnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;

/**
 * Content-addressed blobs in the store, keyed by the hash of their bytes. Writes are idempotent.
 * Every read verifies the bytes against the address, so a caller never sees other bytes.
 *
 * <p>Files are streamed in both directions. {@link CorruptBlobException} and {@link
 * ObjectNotFoundException} are final, {@link StoreUnavailableException} is retriable.
 */
public final class Blobs {
  private static final int CHUNK = 1 << 16;

  private final ObjectStore store;

  public Blobs(ObjectStore store) {
    this.store = requireNonNull(store, "store");
  }

  /** Writes a file's bytes. The file must not change during the call. */
  public BlobReference put(Path file) {
    try {
      BlobReference reference = new BlobReference(Sha256.of(file), Files.size(file));
      if (!contains(reference)) {
        store.put(reference.key(), file);
      }
      return reference;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Writes bytes. */
  public BlobReference put(byte[] content) {
    BlobReference reference = new BlobReference(Sha256.of(content), content.length);
    if (!contains(reference)) {
      store.put(reference.key(), content);
    }
    return reference;
  }

  /** Whether a blob with this address and size exists; its bytes are not read. */
  public boolean contains(BlobReference reference) {
    return store.stat(reference.key()).filter(stat -> stat.size() == reference.size()).isPresent();
  }

  /**
   * Reads a small blob, such as an image, into memory.
   *
   * @throws IllegalArgumentException if it is larger than 2 GiB
   */
  public byte[] read(BlobReference reference) {
    int size = Math.toIntExact(reference.size());
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(size, 1 << 20));
    try {
      copyVerified(reference, out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  /**
   * Fetches a blob into a directory, as a file named by its hash. An existing file with the right
   * bytes is reused; a damaged one is fetched again. The file appears atomically, even if several
   * threads or processes fetch it at the same time.
   *
   * @return the file
   */
  public Path fetch(BlobReference reference, Path directory) {
    Path target = directory.resolve(reference.sha256());
    try {
      if (isIntact(target, reference)) {
        return target;
      }
      Files.createDirectories(directory);
      Path partial = Files.createTempFile(directory, reference.sha256(), ".partial");
      try {
        try (OutputStream out = Files.newOutputStream(partial)) {
          copyVerified(reference, out);
        }
        Files.move(
            partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(partial);
      }
      return target;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot store " + reference.key() + " in " + directory, e);
    }
  }

  private static boolean isIntact(Path file, BlobReference reference) throws IOException {
    return Files.isRegularFile(file)
        && Files.size(file) == reference.size()
        && Sha256.of(file).equals(reference.sha256());
  }

  private void copyVerified(BlobReference reference, OutputStream out) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    byte[] chunk = new byte[CHUNK];
    long total = 0;
    try (InputStream in = store.openStream(reference.key(), 0)) {
      int read;
      while ((read = readChunk(in, chunk, reference)) >= 0) {
        total += read;
        if (total > reference.size()) {
          throw corrupt(reference, "it is longer");
        }
        digest.update(chunk, 0, read);
        out.write(chunk, 0, read);
      }
    }
    if (total != reference.size()) {
      throw corrupt(reference, "it has " + total);
    }
    String found = Sha256.hex(digest.digest());
    if (!found.equals(reference.sha256())) {
      throw corrupt(reference, "its hash is " + found);
    }
  }

  private static int readChunk(InputStream in, byte[] chunk, BlobReference reference) {
    try {
      return in.read(chunk);
    } catch (IOException e) {
      throw new StoreUnavailableException(reference.key() + " could not be read to the end", e);
    }
  }

  private static CorruptBlobException corrupt(BlobReference reference, String found) {
    return new CorruptBlobException(
        reference.key() + " should have " + reference.size() + " bytes of that hash, but " + found);
  }
}

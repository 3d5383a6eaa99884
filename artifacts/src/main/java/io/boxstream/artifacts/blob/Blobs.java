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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Blobs in the store, addressed by the hash of their bytes. Every read verifies the bytes against
 * the address, so a caller never sees other bytes.
 *
 * <p>Where a blob is written depends on who refers to it, because that decides who can remove it:
 *
 * <ul>
 *   <li>{@code blobs/<sha256>}: large images, which records of the log refer to. Never removed. All
 *       blobs of earlier releases are here, too.
 *   <li>{@code model-blobs/<sha256>/<copy>}: everything that documents in the store refer to. Each
 *       write is a new copy, so that no writer depends on a copy that retention is about to remove.
 *       A document must refer to the copy within {@link #LONGEST_UNREFERENCED}.
 *   <li>{@code quarantine/<sha256>/<date>}: images that nobody has accepted, which are original
 *       bytes of rejected ones and large hard examples; one copy for each day, removed by age.
 * </ul>
 *
 * <p>Files are streamed in both directions. {@link CorruptBlobException} and {@link
 * ObjectNotFoundException} are final, {@link StoreUnavailableException} is retriable.
 */
public final class Blobs {
  /** Folder of the blobs that documents in the store refer to. */
  public static final String MODELS = "model-blobs/";

  /** Folder of the images that nobody has accepted. */
  public static final String QUARANTINE = "quarantine/";

  /**
   * The longest time between the begin of a write to {@link #MODELS} and the creation of the
   * document that refers to it. A writer that takes longer must write again. Retention removes
   * unreferenced copies only after a longer time.
   */
  public static final Duration LONGEST_UNREFERENCED = Duration.ofHours(1);

  private static final int CHUNK = 1 << 16;

  private final ObjectStore store;
  private final Function<String, Optional<String>> locations;

  /** Blobs that are written to {@code blobs/}. */
  public Blobs(ObjectStore store) {
    this(store, sha256 -> Optional.empty());
  }

  private Blobs(ObjectStore store, Function<String, Optional<String>> locations) {
    this.store = requireNonNull(store, "store");
    this.locations = locations;
  }

  /**
   * Whether retention may remove a copy by now whose write began then, if no document refers to it.
   */
  public static boolean isOverdue(Instant began, Instant now) {
    return Duration.between(began, now).compareTo(LONGEST_UNREFERENCED) > 0;
  }

  /** Blobs that documents in the store refer to. Each write creates a copy of its own. */
  public static Blobs ofModels(ObjectStore store) {
    return new Blobs(store, sha256 -> Optional.of(MODELS + sha256 + "/" + UUID.randomUUID()));
  }

  /**
   * Images that nobody has accepted.
   *
   * @param clock supplies the date, in UTC, that the key contains
   */
  public static Blobs ofQuarantine(ObjectStore store, Clock clock) {
    requireNonNull(clock, "clock");
    return new Blobs(
        store,
        sha256 ->
            Optional.of(
                QUARANTINE + sha256 + "/" + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));
  }

  /** Writes a file's bytes. The file must not change during the call. */
  public BlobReference put(Path file) {
    try {
      BlobReference reference = reference(Sha256.of(file), Files.size(file));
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
    BlobReference reference = reference(Sha256.of(content), content.length);
    if (!contains(reference)) {
      store.put(reference.key(), content);
    }
    return reference;
  }

  /**
   * A reference to a quarantined blob that is known by its hash alone: the latest copy, or the blob
   * of an earlier release.
   */
  public BlobReference quarantined(String sha256, long size) {
    List<String> copies = store.list(QUARANTINE + Sha256.requireHex(sha256) + "/");
    return copies.isEmpty()
        ? new BlobReference(sha256, size)
        : new BlobReference(sha256, size, Optional.of(copies.get(copies.size() - 1)));
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
   * Copies a blob of any size. What was written by the time of an exception is to be thrown away.
   *
   * @throws IOException if it cannot be written
   */
  public void copy(BlobReference reference, OutputStream out) throws IOException {
    copyVerified(reference, out);
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

  private BlobReference reference(String sha256, long size) {
    return new BlobReference(sha256, size, locations.apply(sha256));
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

package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.events.RejectionReason;
import io.boxstream.events.StoredBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The bytes of an image as they were submitted, in memory or on disk. */
public sealed interface OriginalBytes {

  /**
   * Returns the bytes for decoding.
   *
   * @throws RejectedImageException if there are no usable bytes
   */
  byte[] bytes();

  /** Writes the bytes to the object store; empty if there are none. */
  Optional<StoredBytes> keep(Blobs blobs);

  /** A fingerprint of the bytes; empty if there are none. */
  String fingerprint();

  /**
   * An image in memory.
   *
   * @param bytes not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on without a copy
  record InMemory(byte[] bytes) implements OriginalBytes {

    /** Validates the components. */
    public InMemory {
      requireNonNull(bytes, "bytes");
    }

    @Override
    public Optional<StoredBytes> keep(Blobs blobs) {
      return Optional.of(stored(blobs.put(bytes)));
    }

    @Override
    public String fingerprint() {
      return Sha256.of(bytes);
    }
  }

  /**
   * A file that must not be loaded into memory.
   *
   * @param file deleted by the caller
   * @param reason why not
   * @param detail why not, human-readable
   */
  record OnDisk(Path file, RejectionReason reason, String detail) implements OriginalBytes {

    /** Validates the components. */
    public OnDisk {
      requireNonNull(file, "file");
      requireNonNull(reason, "reason");
      requireNonNull(detail, "detail");
    }

    /** Creates an instance for a file that exceeds the image limit. */
    public static OnDisk tooLarge(Path file, long limit) {
      try {
        return new OnDisk(
            file,
            RejectionReason.IMAGE_TOO_LARGE,
            "the image has " + Files.size(file) + " bytes, more than " + limit);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public byte[] bytes() {
      throw new RejectedImageException(reason, detail);
    }

    @Override
    public Optional<StoredBytes> keep(Blobs blobs) {
      return Optional.of(stored(blobs.put(file)));
    }

    @Override
    public String fingerprint() {
      try {
        return Sha256.of(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * A submission without bytes.
   *
   * @param reason why not
   * @param detail why not, human-readable
   */
  record Absent(RejectionReason reason, String detail) implements OriginalBytes {

    /** Validates the components. */
    public Absent {
      requireNonNull(reason, "reason");
      requireNonNull(detail, "detail");
    }

    @Override
    public byte[] bytes() {
      throw new RejectedImageException(reason, detail);
    }

    @Override
    public Optional<StoredBytes> keep(Blobs blobs) {
      return Optional.empty();
    }

    @Override
    public String fingerprint() {
      return "";
    }
  }

  private static StoredBytes stored(BlobReference reference) {
    return new StoredBytes(reference.sha256(), reference.size());
  }
}

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

/** The bytes of an image as they were handed in, wherever they are. */
public sealed interface OriginalBytes {

  /**
   * The bytes, for decoding.
   *
   * @throws RejectedImageException where there are none that can be taken
   */
  byte[] bytes();

  /** Keeps the bytes in the object store; nothing where there are none. */
  Optional<StoredBytes> keep(Blobs blobs);

  /** What tells these bytes from others; empty where there are none. */
  String fingerprint();

  /**
   * An image in memory.
   *
   * @param bytes not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // one image, handed on uncopied
  record InMemory(byte[] bytes) implements OriginalBytes {

    /** Checks that there are bytes. */
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
   * A file that must not be taken into memory.
   *
   * @param file whose owner is the caller
   * @param reason why not
   * @param detail why not, for a person
   */
  record OnDisk(Path file, RejectionReason reason, String detail) implements OriginalBytes {

    /** Checks that everything is there. */
    public OnDisk {
      requireNonNull(file, "file");
      requireNonNull(reason, "reason");
      requireNonNull(detail, "detail");
    }

    /** A file that has more bytes than an image may have. */
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
   * No bytes.
   *
   * @param reason why not
   * @param detail why not, for a person
   */
  record Absent(RejectionReason reason, String detail) implements OriginalBytes {

    /** Checks that everything is there. */
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

package io.boxstream.ingest.quarantine;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.store.ObjectNotFoundException;
import io.boxstream.events.RejectedImage;
import io.boxstream.events.RejectionReason;
import io.boxstream.events.StoredBytes;
import io.boxstream.images.CanonicalImages;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.Thumbnails;
import io.boxstream.images.UnreadableImageException;
import io.boxstream.images.crash.CrashGuard;
import io.boxstream.ingest.intake.RejectedImageException;
import io.boxstream.ingest.quarantine.MissingOriginalException.Cause;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;

/**
 * The original images of rejections. Their bytes are what someone sent, so they may be anything.
 * Thread-safe; decodes few at a time, because that takes memory.
 */
public final class QuarantinedImages {

  private final Blobs blobs;
  private final int largestImage;
  private final CanonicalImages canonicalImages;
  private final Thumbnails thumbnails;
  private final Semaphore decoding = new Semaphore(Runtime.getRuntime().availableProcessors());

  /**
   * @param blobs store of the original bytes
   * @param limits what is decoded
   * @param guard told of each image that is decoded
   */
  public QuarantinedImages(Blobs blobs, ImageLimits limits, CrashGuard guard) {
    this.blobs = requireNonNull(blobs, "blobs");
    this.largestImage = limits.maxBytes();
    this.canonicalImages = new CanonicalImages(limits, guard);
    this.thumbnails = new Thumbnails(limits, guard);
  }

  /**
   * Finds the original bytes of a rejection.
   *
   * @throws MissingOriginalException if there are none
   */
  public BlobReference original(RejectedImage rejection) {
    StoredBytes stored =
        rejection
            .original()
            .orElseThrow(
                () ->
                    new MissingOriginalException(
                        Cause.NEVER_SENT, "the rejection has no image: none was sent"));
    BlobReference reference = blobs.quarantined(stored.sha256(), stored.size());
    if (!blobs.contains(reference)) {
      throw removed();
    }
    return reference;
  }

  /** Whether an original fits into memory: others cannot become images of the data set. */
  public boolean fits(BlobReference original) {
    return original.size() <= largestImage;
  }

  /**
   * Reads an original that {@link #fits}.
   *
   * @throws MissingOriginalException if it was removed meanwhile
   */
  public byte[] read(BlobReference original) {
    try {
      return blobs.read(original);
    } catch (ObjectNotFoundException e) {
      throw removed();
    }
  }

  /**
   * Copies an original of any size.
   *
   * @throws IOException if it cannot be written
   */
  public void copy(BlobReference original, OutputStream out) throws IOException {
    blobs.copy(original, out);
  }

  /**
   * A small JPEG of an image, upright.
   *
   * @param longestSide longest width and height, in pixels
   * @throws MissingOriginalException if there is no image
   * @throws RejectedImageException if it cannot be decoded
   */
  public byte[] thumbnail(RejectedImage rejection, int longestSide) {
    BlobReference original = requireDecodable(rejection);
    decoding.acquireUninterruptibly();
    try {
      byte[] canonical = canonicalImages.canonicalize(read(original)).bytes();
      return thumbnails.jpeg(canonical, longestSide);
    } catch (UnreadableImageException e) {
      throw RejectedImageException.of(e);
    } finally {
      decoding.release();
    }
  }

  private BlobReference requireDecodable(RejectedImage rejection) {
    BlobReference original = original(rejection);
    if (!fits(original)) {
      throw new RejectedImageException(
          RejectionReason.IMAGE_TOO_LARGE,
          "the image has " + original.size() + " bytes, more than " + largestImage);
    }
    return original;
  }

  private static MissingOriginalException removed() {
    return new MissingOriginalException(
        Cause.REMOVED, "the image was removed from the quarantine, which keeps it for some time");
  }
}

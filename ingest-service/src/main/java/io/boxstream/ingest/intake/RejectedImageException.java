package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.RejectionReason;
import io.boxstream.images.CrashedImageException;
import io.boxstream.images.ImageTooLargeException;
import io.boxstream.images.NotAnImageException;
import io.boxstream.images.TruncatedImageException;
import io.boxstream.images.UnreadableImageException;

/** A labelled image is rejected. The message gives the human-readable reason. */
public final class RejectedImageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final RejectionReason reason;

  /**
   * @param reason the reason for the rejection
   * @param detail one sentence that describes the fault
   */
  public RejectedImageException(RejectionReason reason, String detail) {
    super(requireNonNull(detail, "detail"));
    this.reason = requireNonNull(reason, "reason");
  }

  /** The rejection that an image implies which cannot be read. */
  public static RejectedImageException of(UnreadableImageException unreadable) {
    return new RejectedImageException(reasonOf(unreadable), unreadable.getMessage());
  }

  private static RejectionReason reasonOf(UnreadableImageException unreadable) {
    if (unreadable instanceof NotAnImageException) {
      return RejectionReason.NOT_AN_IMAGE;
    }
    if (unreadable instanceof ImageTooLargeException) {
      return RejectionReason.IMAGE_TOO_LARGE;
    }
    if (unreadable instanceof CrashedImageException) {
      return RejectionReason.CRASHED_DECODER;
    }
    return unreadable instanceof TruncatedImageException
        ? RejectionReason.TRUNCATED_IMAGE
        : RejectionReason.UNSUPPORTED_IMAGE;
  }

  /** The reason code. */
  public RejectionReason reason() {
    return reason;
  }
}

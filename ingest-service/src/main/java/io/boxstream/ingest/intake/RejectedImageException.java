package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.RejectionReason;

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

  /** The reason code. */
  public RejectionReason reason() {
    return reason;
  }
}

package io.boxstream.ingest.intake;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.RejectionReason;

/** A labelled image must not get onto the log; the message tells a person why. */
public final class RejectedImageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final RejectionReason reason;

  /**
   * @param reason what people count by
   * @param detail one sentence that names the file's fault
   */
  public RejectedImageException(RejectionReason reason, String detail) {
    super(requireNonNull(detail, "detail"));
    this.reason = requireNonNull(reason, "reason");
  }

  /** What people count by. */
  public RejectionReason reason() {
    return reason;
  }
}

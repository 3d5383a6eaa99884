package io.boxstream.ingest.quarantine;

import static java.util.Objects.requireNonNull;

/** A rejection has no image. The message says why. */
public final class MissingOriginalException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Cause cause;

  /** Why there is none. */
  public enum Cause {
    /** The sender sent none. */
    NEVER_SENT,
    /** Retention has removed it from the object store. */
    REMOVED
  }

  MissingOriginalException(Cause cause, String message) {
    super(message);
    this.cause = requireNonNull(cause, "cause");
  }

  /** Why there is none. */
  public Cause why() {
    return cause;
  }
}

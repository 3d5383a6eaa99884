package io.boxstream.trainer.run;

import static java.util.Objects.requireNonNull;

/** A permanent failure of a run: a retry with the same snapshot and configuration fails again. */
public class RunFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final FailureCode code;

  public RunFailedException(FailureCode code, String message) {
    this(code, message, null);
  }

  public RunFailedException(FailureCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = requireNonNull(code, "code");
  }

  public FailureCode code() {
    return code;
  }

  /** The code and the message in one sentence, as a run's outcome keeps it. */
  public String detail() {
    return code.text() + ": " + getMessage();
  }
}

package io.boxstream.events;

import static java.util.Objects.requireNonNull;

/**
 * A record that can never be handled. A handler throws it to send the record to the dead-letter
 * topic. Every other failure is retried.
 */
public class PoisonRecordException extends EventException {
  private final String stage;

  /**
   * A failure at one stage of handling a record.
   *
   * @param stage the stage, one word such as {@code decode}
   * @param message what is wrong, human-readable
   * @param cause the original exception, or null
   */
  public PoisonRecordException(String stage, String message, Throwable cause) {
    super(message, cause);
    this.stage = requireNonNull(stage, "stage");
  }

  /** The stage that failed, one word. */
  public String stage() {
    return stage;
  }
}

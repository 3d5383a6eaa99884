package io.boxstream.events;

import static java.util.Objects.requireNonNull;

/**
 * A record that will never be handled, however often it is tried. A handler throws it to have the
 * record put among the dead letters; every other failure is tried again.
 */
public class PoisonRecordException extends EventException {
  private final String stage;

  /**
   * A failure at one step of the work on a record.
   *
   * @param stage the step, one word such as {@code decode}
   * @param message what is wrong, for a person
   * @param cause what was thrown, or null
   */
  public PoisonRecordException(String stage, String message, Throwable cause) {
    super(message, cause);
    this.stage = requireNonNull(stage, "stage");
  }

  /** The step that failed, one word. */
  public String stage() {
    return stage;
  }
}

package io.boxstream.events;

/**
 * A property of a data set that makes training or scores on it less reliable, and prevents neither.
 *
 * @param code stable name for programs, for example {@code no-test-images}; later releases may add
 *     codes
 * @param message one sentence for people: what was found and what to do
 */
public record DataSetWarning(String code, String message) {
  public DataSetWarning {
    Checks.text(code, "code");
    Checks.text(message, "message");
  }
}

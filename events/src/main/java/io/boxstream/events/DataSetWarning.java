package io.boxstream.events;

/**
 * A property of a data set that makes training or its scores less reliable, but prevents neither.
 *
 * @param code stable machine-readable name, for example {@code no-test-images}; later releases may
 *     add codes
 * @param message one human-readable sentence: what was found and what to do
 */
public record DataSetWarning(String code, String message) {
  public DataSetWarning {
    Checks.text(code, "code");
    Checks.text(message, "message");
  }
}

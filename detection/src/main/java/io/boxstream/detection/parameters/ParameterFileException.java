package io.boxstream.detection.parameters;

/**
 * A file is not a complete and consistent {@code .params} or safetensors file, or does not fit the
 * detector.
 */
public class ParameterFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception with a message that describes the problem. */
  public ParameterFileException(String message) {
    super(message);
  }
}

package io.boxstream.detection.parameters;

/**
 * A file is not a whole and consistent {@code .params} or safetensors file, or does not fit the
 * detector it was given for.
 */
public class ParameterFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong with the file. */
  public ParameterFileException(String message) {
    super(message);
  }
}

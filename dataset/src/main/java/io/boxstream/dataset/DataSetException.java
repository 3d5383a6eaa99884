package io.boxstream.dataset;

/** The root of what goes wrong with a data set view. */
public abstract class DataSetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  protected DataSetException(String message, Throwable cause) {
    super(message, cause);
  }
}

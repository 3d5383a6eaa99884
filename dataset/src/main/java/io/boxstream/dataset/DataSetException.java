package io.boxstream.dataset;

/** Root of the exceptions of a data set view. */
public abstract class DataSetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  protected DataSetException(String message, Throwable cause) {
    super(message, cause);
  }
}

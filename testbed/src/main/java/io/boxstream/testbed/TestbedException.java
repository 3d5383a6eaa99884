package io.boxstream.testbed;

/** A broker or a store could not be started or stopped. */
public final class TestbedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TestbedException(String message, Throwable cause) {
    super(message, cause);
  }
}

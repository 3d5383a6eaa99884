package io.boxstream.inference.serve;

/** An image got no answer; the subclasses say whose fault it is. */
public class InferenceException extends RuntimeException {

  protected InferenceException(String message, Throwable cause) {
    super(message, cause);
  }
}

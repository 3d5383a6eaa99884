package io.boxstream.inference.serve;

/** Detection in an image failed; the subclass gives the cause. */
public class InferenceException extends RuntimeException {

  protected InferenceException(String message, Throwable cause) {
    super(message, cause);
  }
}

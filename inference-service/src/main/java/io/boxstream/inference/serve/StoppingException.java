package io.boxstream.inference.serve;

/** The service is stopping and takes no more images. Another instance can answer. */
public final class StoppingException extends InferenceException {

  public StoppingException() {
    super("the service is stopping", null);
  }
}

package io.boxstream.inference.serve;

/** The deadline of a request passed before its turn came. Its image was not computed. */
public final class DeadlineExceededException extends InferenceException {

  public DeadlineExceededException() {
    super("the deadline of the request has passed", null);
  }
}

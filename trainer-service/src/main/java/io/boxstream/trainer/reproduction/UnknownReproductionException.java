package io.boxstream.trainer.reproduction;

/** There is no such checkpoint, or nobody asked for its repetition since the trainer started. */
public final class UnknownReproductionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnknownReproductionException(String message) {
    super(message);
  }
}

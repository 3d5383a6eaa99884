package io.boxstream.evaluator.score;

/** An image of the set was deleted or cannot be decoded; create the set again without it. */
public final class ImageUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String id;

  /**
   * @param id which image
   * @param reason what became of it
   */
  public ImageUnavailableException(String id, String reason) {
    super("image " + id + " " + reason);
    this.id = id;
  }

  /** Which image. */
  public String id() {
    return id;
  }
}

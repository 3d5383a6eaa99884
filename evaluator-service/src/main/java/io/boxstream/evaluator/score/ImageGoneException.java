package io.boxstream.evaluator.score;

/** An image of the set cannot be scored any more; the set must be made anew without it. */
public final class ImageGoneException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String id;

  /**
   * @param id which image
   * @param reason what became of it
   */
  public ImageGoneException(String id, String reason) {
    super("image " + id + " " + reason);
    this.id = id;
  }

  /** Which image. */
  public String id() {
    return id;
  }
}

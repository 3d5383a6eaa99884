package io.boxstream.evaluator.score;

/** A picture of the set cannot be scored any more; the set must be made anew without it. */
public final class PictureGoneException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String id;

  /**
   * @param id which picture
   * @param reason what became of it
   */
  public PictureGoneException(String id, String reason) {
    super("picture " + id + " " + reason);
    this.id = id;
  }

  /** Which picture. */
  public String id() {
    return id;
  }
}

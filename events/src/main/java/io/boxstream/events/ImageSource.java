package io.boxstream.events;

/**
 * Where an image came from.
 *
 * @param kind how it came, for example {@code upload} or {@code voc-archive}; with {@code
 *     -held-out} at its end where the data set says training and the image validates
 * @param name the image's file name in the data set, as it was given
 */
public record ImageSource(String kind, String name) {
  private static final String HELD_OUT = "-held-out";

  public ImageSource {
    Checks.text(kind, "kind");
    Checks.text(name, "name");
  }

  /** The same source of an image that was taken out of training to validate. */
  public ImageSource heldOut() {
    return wasHeldOut() ? this : new ImageSource(kind + HELD_OUT, name);
  }

  /** Whether the image was taken out of training to validate. */
  public boolean wasHeldOut() {
    return kind.endsWith(HELD_OUT);
  }
}

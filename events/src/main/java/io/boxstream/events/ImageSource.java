package io.boxstream.events;

/**
 * Where an image came from.
 *
 * @param kind how it was sent, for example {@code upload} or {@code voc-archive}; ends with {@code
 *     -held-out} if the image is from the training list and was held out for validation
 * @param name the image's file name in the data set, as it was sent
 */
public record ImageSource(String kind, String name) {
  private static final String HELD_OUT = "-held-out";

  public ImageSource {
    Checks.text(kind, "kind");
    Checks.text(name, "name");
  }

  /** The same source, for an image that was held out for validation. */
  public ImageSource heldOut() {
    return wasHeldOut() ? this : new ImageSource(kind + HELD_OUT, name);
  }

  /** Whether the image was held out for validation. */
  public boolean wasHeldOut() {
    return kind.endsWith(HELD_OUT);
  }
}

package io.boxstream.images.formats;

/**
 * The size of the image that the author of the boxes saw.
 *
 * @param width pixels, zero where the annotation does not say
 * @param height pixels, zero where the annotation does not say
 */
public record DeclaredSize(int width, int height) {

  /** The annotation says nothing about the image's size. */
  public static final DeclaredSize UNKNOWN = new DeclaredSize(0, 0);

  /** Checks that no side is negative. */
  public DeclaredSize {
    if (width < 0 || height < 0) {
      throw new IllegalArgumentException("size " + width + "x" + height);
    }
  }

  /** True where both sides are given: labelling tools write zeros when they do not know. */
  public boolean known() {
    return width > 0 && height > 0;
  }
}

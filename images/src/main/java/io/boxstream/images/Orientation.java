package io.boxstream.images;

/**
 * How stored pixels are turned to be upright: EXIF's eight values (EXIF 2.32, tag 274).
 *
 * <p>Boxes are corner coordinates {xMin, yMin, xMax, yMax} in a frame whose width and height are
 * given, with edges (not pixel centres) at 0 and at the width or height: mirroring maps x to width
 * - x.
 */
public enum Orientation {
  UPRIGHT(1, false, false, false),
  MIRRORED(2, false, true, false),
  ROTATED_180(3, false, true, true),
  FLIPPED(4, false, false, true),
  TRANSPOSED(5, true, false, false),
  /** To be turned a quarter clockwise. */
  ROTATED_90(6, true, true, false),
  TRANSVERSED(7, true, true, true),
  /** To be turned a quarter counter-clockwise. */
  ROTATED_270(8, true, false, true);

  private final int exifValue;
  private final boolean swapsAxes;
  private final boolean mirrorsX;
  private final boolean mirrorsY;

  Orientation(int exifValue, boolean swapsAxes, boolean mirrorsX, boolean mirrorsY) {
    this.exifValue = exifValue;
    this.swapsAxes = swapsAxes;
    this.mirrorsX = mirrorsX;
    this.mirrorsY = mirrorsY;
  }

  /**
   * The orientation of that EXIF value; anything but 1 to 8 means nothing and is taken as upright.
   */
  public static Orientation ofExif(int value) {
    for (Orientation orientation : values()) {
      if (orientation.exifValue == value) {
        return orientation;
      }
    }
    return UPRIGHT;
  }

  public int exifValue() {
    return exifValue;
  }

  /** Whether width and height change places. */
  public boolean swapsAxes() {
    return swapsAxes;
  }

  boolean mirrorsX() {
    return mirrorsX;
  }

  boolean mirrorsY() {
    return mirrorsY;
  }

  /**
   * A box of the stored image, in the upright one.
   *
   * @param box corners in the stored image
   * @param width of the stored image
   * @param height of the stored image
   */
  public double[] toUpright(double[] box, int width, int height) {
    double[] turned = swapsAxes ? swapped(box) : box.clone();
    return mirrored(turned, swapsAxes ? height : width, swapsAxes ? width : height);
  }

  /**
   * A box of the upright image, in the stored one: the inverse of {@link #toUpright}.
   *
   * @param box corners in the upright image
   * @param width of the stored image
   * @param height of the stored image
   */
  public double[] toStored(double[] box, int width, int height) {
    double[] unmirrored = mirrored(box, swapsAxes ? height : width, swapsAxes ? width : height);
    return swapsAxes ? swapped(unmirrored) : unmirrored;
  }

  private double[] mirrored(double[] box, int width, int height) {
    return new double[] {
      mirrorsX ? width - box[2] : box[0],
      mirrorsY ? height - box[3] : box[1],
      mirrorsX ? width - box[0] : box[2],
      mirrorsY ? height - box[1] : box[3]
    };
  }

  private static double[] swapped(double[] box) {
    return new double[] {box[1], box[0], box[3], box[2]};
  }
}

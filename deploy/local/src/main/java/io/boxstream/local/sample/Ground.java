package io.boxstream.local.sample;

/**
 * The image's frame and perspective.
 *
 * @param width in pixels
 * @param height in pixels
 * @param horizon the line of the horizon, in pixels from the top
 * @param camera how high the camera is, in heights of a person
 */
record Ground(int width, int height, double horizon, double camera) {

  private static final double PERSON = PersonPainter.FEET + 0.5;

  /** Where the feet of a person stand whose head is so many pixels high. */
  double feet(double headHeight) {
    return horizon + headHeight * PERSON * camera;
  }

  /** Where the centre of a head of that height is when its owner stands on the ground. */
  double headCentre(double headHeight) {
    return feet(headHeight) - headHeight * PersonPainter.FEET;
  }

  /** The height of a head whose owner's feet stand on that line. */
  double headHeight(double feet) {
    return Math.max(0, feet - horizon) / (PERSON * camera);
  }
}

package io.boxstream.images.formats;

/**
 * A box in pixels, counted from zero.
 *
 * @param xMin left edge
 * @param yMin top edge
 * @param xMax right edge
 * @param yMax bottom edge
 */
public record BoxCorners(double xMin, double yMin, double xMax, double yMax) {

  /** The box around points. */
  public static final class Hull {

    private double xMin = Double.POSITIVE_INFINITY;
    private double yMin = Double.POSITIVE_INFINITY;
    private double xMax = Double.NEGATIVE_INFINITY;
    private double yMax = Double.NEGATIVE_INFINITY;

    /** Adds a point. */
    public void add(double x, double y) {
      xMin = Math.min(xMin, x);
      yMin = Math.min(yMin, y);
      xMax = Math.max(xMax, x);
      yMax = Math.max(yMax, y);
    }

    /** Whether there is no point. */
    public boolean isEmpty() {
      return xMin > xMax;
    }

    /** The smallest box that holds all points; there must be one. */
    public BoxCorners corners() {
      if (isEmpty()) {
        throw new IllegalStateException("no points");
      }
      return new BoxCorners(xMin, yMin, xMax, yMax);
    }
  }

  /** The box as an object of a class. */
  public RawBox of(String label, boolean difficult) {
    return new RawBox(label, xMin, yMin, xMax, yMax, difficult);
  }
}

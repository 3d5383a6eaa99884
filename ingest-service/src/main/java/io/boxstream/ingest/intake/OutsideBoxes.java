package io.boxstream.ingest.intake;

/**
 * The policy for boxes that extend over the border of their image by more than a pixel.
 *
 * @param clip true to clip such boxes, false to reject their image
 * @param minimumInside minimum fraction of a box's area inside the image for it to be clipped,
 *     above 0 and at most 1
 */
public record OutsideBoxes(boolean clip, double minimumInside) {

  /** Rejects images with such boxes. */
  public static final OutsideBoxes STRICT = new OutsideBoxes(false, 1);

  /** Validates the range. */
  public OutsideBoxes {
    if (!(minimumInside > 0 && minimumInside <= 1)) {
      throw new IllegalArgumentException(
          "minimumInside is " + minimumInside + ", and must be above 0 and at most 1");
    }
  }

  /** Clips boxes with at least this fraction of their area inside the image. */
  public static OutsideBoxes clip(double minimumInside) {
    return new OutsideBoxes(true, minimumInside);
  }

  boolean clips(double inside) {
    return clip && inside >= minimumInside;
  }

  /** A hint for the sender of a rejected box. */
  String advice() {
    return clip
        ? "correct the box; one with at least %.0f %% of its area inside is clipped"
            .formatted(100 * minimumInside)
        : "correct the box, or set boxstream.ingest.labels.outside-boxes=clip";
  }
}

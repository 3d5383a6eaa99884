package io.boxstream.ingest.intake;

/**
 * What happens to boxes that extend over the border of their image by more than a pixel.
 *
 * @param clip false where they refuse the image
 * @param minimumInside least share of a box's area inside the image for it to be clipped, above 0
 *     and at most 1
 */
public record OutsideBoxes(boolean clip, double minimumInside) {

  /** Boxes over the border refuse their image. */
  public static final OutsideBoxes STRICT = new OutsideBoxes(false, 1);

  /** Checks the range. */
  public OutsideBoxes {
    if (!(minimumInside > 0 && minimumInside <= 1)) {
      throw new IllegalArgumentException(
          "minimumInside is " + minimumInside + ", and must be above 0 and at most 1");
    }
  }

  /** Clips boxes with at least this share of their area inside. */
  public static OutsideBoxes clip(double minimumInside) {
    return new OutsideBoxes(true, minimumInside);
  }

  boolean clips(double inside) {
    return clip && inside >= minimumInside;
  }

  /** What the sender can do about a refused box. */
  String advice() {
    return clip
        ? "correct the box; one with at least %.0f %% of its area inside is clipped"
            .formatted(100 * minimumInside)
        : "correct the box, or set boxstream.ingest.labels.outside-boxes=clip";
  }
}

package io.boxstream.ingest.intake;

import io.boxstream.images.Orientation;
import io.boxstream.images.formats.DeclaredSize;
import io.boxstream.images.formats.RawBox;

/**
 * Boxes in the coordinates of the stored image, which a camera turned by a quarter: labelling tools
 * that do not read the orientation write them. All sizes are in pixels.
 */
public final class StoredFrame {

  private StoredFrame() {}

  /**
   * Whether the size in an annotation is that of the stored image and not that of the upright one.
   *
   * @param width of the upright image
   * @param height of the upright image
   * @param applied how the stored image is turned
   */
  public static boolean isDescribedBy(
      DeclaredSize declared, int width, int height, Orientation applied) {
    return applied.swapsAxes()
        && width != height
        && declared.equals(new DeclaredSize(height, width));
  }

  /**
   * The same box in pixels of the upright image.
   *
   * @param width of the upright image
   * @param height of the upright image
   * @param applied how the stored image is turned; swaps the axes
   */
  public static RawBox upright(RawBox box, int width, int height, Orientation applied) {
    double[] corners = {box.xMin(), box.yMin(), box.xMax(), box.yMax()};
    double[] turned = applied.toUpright(corners, height, width);
    return new RawBox(box.label(), turned[0], turned[1], turned[2], turned[3], box.difficult());
  }
}

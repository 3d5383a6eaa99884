package io.boxstream.detection.transform;

import io.boxstream.detection.Box;
import io.boxstream.detection.GroundTruth;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Draws the part of an image to train on (SSD.md 3.3, step 3): the whole image, or one of up to six
 * crops that overlap every object by at least 0.1, 0.3, 0.5, 0.7, 0.9 or any amount. All candidates
 * are equally likely.
 */
final class ConstrainedCrop {

  private static final double[] MINIMUM_OVERLAPS = {0.1, 0.3, 0.5, 0.7, 0.9, 0};
  private static final int TRIALS = 50;
  private static final double MAXIMUM_ASPECT = 2;

  private final double minimumScale;

  /**
   * @param minimumScale minimum side of a crop relative to that of the image
   */
  ConstrainedCrop(double minimumScale) {
    this.minimumScale = minimumScale;
  }

  /**
   * Draws a region. It contains the centre of an object, unless there is no object or it is the
   * whole image.
   */
  Region draw(int width, int height, List<GroundTruth> objects, RandomGenerator random) {
    if (objects.isEmpty()) {
      return trial(width, height, random);
    }
    List<Region> candidates = candidates(width, height, objects, random);
    while (!candidates.isEmpty()) {
      Region candidate = candidates.remove(random.nextInt(candidates.size()));
      if (!candidate.crop(objects).isEmpty()) {
        return candidate;
      }
    }
    return new Region(0, 0, width, height);
  }

  private List<Region> candidates(
      int width, int height, List<GroundTruth> objects, RandomGenerator random) {
    List<Region> candidates = new ArrayList<>();
    candidates.add(new Region(0, 0, width, height));
    for (double minimum : MINIMUM_OVERLAPS) {
      for (int i = 0; i < TRIALS; i++) {
        Region region = trial(width, height, random);
        if (overlapsAll(region.box(), objects, minimum)) {
          candidates.add(region);
          break;
        }
      }
    }
    return candidates;
  }

  private Region trial(int width, int height, RandomGenerator random) {
    double scale = random.nextDouble(minimumScale, 1);
    double aspect =
        random.nextDouble(
            Math.max(1 / MAXIMUM_ASPECT, scale * scale),
            Math.min(MAXIMUM_ASPECT, 1 / (scale * scale)));
    int cropHeight = Math.max((int) (height * scale / Math.sqrt(aspect)), 1);
    int cropWidth = Math.max((int) (width * scale * Math.sqrt(aspect)), 1);
    int top = random.nextInt(Math.max(height - cropHeight, 1));
    int left = random.nextInt(Math.max(width - cropWidth, 1));
    return new Region(left, top, cropWidth, cropHeight);
  }

  private static boolean overlapsAll(Box region, List<GroundTruth> objects, double minimum) {
    for (GroundTruth object : objects) {
      if (region.intersectionOverUnion(object.box()) < minimum) {
        return false;
      }
    }
    return true;
  }
}

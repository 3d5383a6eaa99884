package io.boxstream.detection.transform;

import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.Normalization;
import io.boxstream.images.RgbImage;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Boxstream's augmentation for short runs: constrained crops of at least half a side, flip,
 * contrast and brightness. Works on bytes and resizes as in validation, at a fraction of the
 * reference's cost.
 *
 * <p>Boxes that are only a few pixels wide or high after a crop are dropped, because their encoded
 * size is unbounded and led to a NaN loss. An image that loses all its boxes is trained on as
 * background.
 */
final class QuickTransform implements SampleTransform {

  private static final double MINIMUM_SCALE = 0.5;
  private static final double MINIMUM_BOX = 4;
  private static final float GAIN = 0.3f;
  private static final float SHIFT = 24;

  private final int inputSize;
  private final PixelNormalization normalization;
  private final ConstrainedCrop crop = new ConstrainedCrop(MINIMUM_SCALE);

  QuickTransform(int inputSize, Normalization normalization) {
    this.inputSize = inputSize;
    this.normalization = new PixelNormalization(normalization);
  }

  @Override
  public int inputSize() {
    return inputSize;
  }

  @Override
  public List<GroundTruth> apply(
      RgbImage image, List<GroundTruth> objects, RandomGenerator random, float[] pixels) {
    Region region =
        random.nextBoolean()
            ? new Region(0, 0, image.width(), image.height())
            : crop.draw(image.width(), image.height(), objects, random);
    boolean mirrored = random.nextBoolean();
    float gain = random.nextBoolean() ? random.nextFloat(1 - GAIN, 1 + GAIN) : 1;
    float shift = random.nextBoolean() ? random.nextFloat(-SHIFT, SHIFT) : 0;

    Interpolation interpolation =
        Interpolation.between(region.width(), region.height(), inputSize, inputSize);
    byte[] resized = Resizing.resize(image, region, inputSize, inputSize, interpolation);
    normalization.write(resized, inputSize, mirrored, gain, shift, pixels);

    List<GroundTruth> kept =
        Boxes.scaled(
            region.crop(objects),
            (double) inputSize / region.width(),
            (double) inputSize / region.height());
    List<GroundTruth> visible = Boxes.atLeast(kept, MINIMUM_BOX);
    return mirrored ? Boxes.mirrored(visible, inputSize) : visible;
  }
}

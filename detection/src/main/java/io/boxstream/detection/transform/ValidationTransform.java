package io.boxstream.detection.transform;

import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.Normalization;
import io.boxstream.images.RgbImage;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The reference's validation transform (SSD.md 3.4), which also prepares images for detection:
 * resizes them to the input size as bytes, without keeping the aspect ratio, then normalises.
 */
public final class ValidationTransform implements SampleTransform {

  private final int inputSize;
  private final PixelNormalization normalization;

  /**
   * @param inputSize S, in pixels
   * @param normalization the network's
   */
  public ValidationTransform(int inputSize, Normalization normalization) {
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
    apply(image, pixels);
    return boxes(objects, image.width(), image.height());
  }

  /**
   * Prepares only the pixels.
   *
   * @param pixels receives 3×S×S normalised values, from its start
   */
  public void apply(RgbImage image, float[] pixels) {
    Region whole = new Region(0, 0, image.width(), image.height());
    Interpolation interpolation =
        Interpolation.between(image.width(), image.height(), inputSize, inputSize);
    byte[] resized = Resizing.resize(image, whole, inputSize, inputSize, interpolation);
    normalization.write(resized, inputSize, false, 1, 0, pixels);
  }

  /** Converts the objects of an image of the given size to pixels of the network input. */
  public List<GroundTruth> boxes(List<GroundTruth> objects, int width, int height) {
    return Boxes.scaled(objects, (double) inputSize / width, (double) inputSize / height);
  }
}

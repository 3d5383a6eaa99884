package io.boxstream.detection.transform;

import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.Normalization;
import io.boxstream.images.RgbImage;
import java.util.List;
import java.util.random.RandomGenerator;

/** Converts an image and its objects to a network input. Immutable and thread-safe. */
public interface SampleTransform {

  /** S: height and width of the network input. */
  int inputSize();

  /**
   * Transforms one image.
   *
   * @param image the pixels
   * @param objects the objects in the image, in pixels of the image; may be empty
   * @param random the source of all random decisions
   * @param pixels receives 3×S×S normalised values, from its start
   * @return the remaining objects, in pixels of the network input; may be empty
   */
  List<GroundTruth> apply(
      RgbImage image, List<GroundTruth> objects, RandomGenerator random, float[] pixels);

  /**
   * Returns the transform of an augmentation.
   *
   * @param inputSize S, in pixels
   * @param normalization of the network input
   */
  static SampleTransform of(Augmentation augmentation, int inputSize, Normalization normalization) {
    return switch (augmentation) {
      case REFERENCE -> new ReferenceTransform(inputSize, normalization);
      case QUICK -> new QuickTransform(inputSize, normalization);
      case NONE -> new ValidationTransform(inputSize, normalization);
    };
  }
}

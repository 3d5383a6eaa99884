package io.boxstream.detection.transform;

import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.Normalization;
import io.boxstream.images.RgbImage;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes an image and its objects into a network input. Immutable and safe for many threads. */
public interface SampleTransform {

  /** S: height and width of the network input. */
  int inputSize();

  /**
   * Transforms one image.
   *
   * @param image the pixels
   * @param objects what is in it, in its pixels; may be empty
   * @param random decides everything that varies
   * @param pixels receives 3×S×S normalised values, from its start
   * @return the objects that are left, in pixels of the network input; may be empty
   */
  List<GroundTruth> apply(
      RgbImage image, List<GroundTruth> objects, RandomGenerator random, float[] pixels);

  /**
   * The transform that an augmentation names.
   *
   * @param inputSize S, in pixels
   * @param normalization the network's
   */
  static SampleTransform of(Augmentation augmentation, int inputSize, Normalization normalization) {
    return switch (augmentation) {
      case REFERENCE -> new ReferenceTransform(inputSize, normalization);
      case QUICK -> new QuickTransform(inputSize, normalization);
      case NONE -> new ValidationTransform(inputSize, normalization);
    };
  }
}

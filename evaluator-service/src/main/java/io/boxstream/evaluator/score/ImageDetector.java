package io.boxstream.evaluator.score;

import io.boxstream.detection.Detection;
import io.boxstream.images.RgbImage;
import java.util.List;

/** A detector in memory. Used by one thread at a time. */
public interface ImageDetector extends AutoCloseable {

  /** What it finds in each image, in pixels of the network's input and clipped to it. */
  List<List<Detection>> detect(List<RgbImage> images);

  /** Whether the network's raw predictions for an image are finite numbers. */
  boolean predictsFinite(RgbImage image);

  @Override
  void close();
}

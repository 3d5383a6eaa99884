package io.boxstream.inference.model;

import io.boxstream.detection.Detection;
import io.boxstream.images.RgbImage;
import java.util.List;

/**
 * A detector in memory. Several threads may detect at the same time; closing waits for those that
 * do.
 */
public interface Detector extends AutoCloseable {

  /**
   * Detects in a batch of images.
   *
   * @param images at least one image, each of any size
   * @return per image, in order, its detections by falling score; boxes in pixels of that image,
   *     clipped to it
   * @throws RuntimeException if the engine fails
   */
  List<List<Detection>> detect(List<RgbImage> images);

  /** Frees the engine's memory. */
  @Override
  void close();
}

package io.boxstream.inference.model;

import io.boxstream.detection.Detection;
import io.boxstream.pictures.RgbImage;
import java.util.List;

/**
 * A detector in memory. Several threads may detect at the same time; closing waits for those that
 * do.
 */
public interface Detector extends AutoCloseable {

  /**
   * Detects in a batch of pictures.
   *
   * @param pictures at least one picture, each of any size
   * @return per picture, in order, its detections by falling score; boxes in pixels of that
   *     picture, clipped to it
   * @throws RuntimeException if the engine fails
   */
  List<List<Detection>> detect(List<RgbImage> pictures);

  /** Frees the engine's memory. */
  @Override
  void close();
}

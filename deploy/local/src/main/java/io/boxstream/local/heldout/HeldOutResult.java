package io.boxstream.local.heldout;

import java.util.Map;
import java.util.Optional;

/**
 * What came of the held-out images.
 *
 * @param images how many were answered
 * @param answers records read from {@code detections}
 * @param voc07 mean average precision; empty if nothing was labelled
 * @param perClass average precision by class
 */
public record HeldOutResult(
    int images, int answers, Optional<Double> voc07, Map<String, Double> perClass) {

  public HeldOutResult {
    perClass = Map.copyOf(perClass);
  }

  /** Where there was nothing to detect on. */
  public static HeldOutResult none() {
    return new HeldOutResult(0, 0, Optional.empty(), Map.of());
  }
}

package io.boxstream.detection.drift;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of the images of a window: for each feature the sums of their shares over {@link
 * #PARTS} consecutive parts, which are some kilobytes.
 *
 * @param images of the window
 * @param features sums by feature of the reference
 */
record WindowSummary(int images, Map<DriftFeature, Sums> features) {
  /** Parts of a window, with as many images each as can be. */
  static final int PARTS = 20;

  /**
   * Sums of a feature.
   *
   * @param shares of the images in the bins, [part][bin]
   * @param present images that have a value, by part
   */
  @SuppressWarnings("ArrayRecordComponent") // not changed after they are made
  record Sums(double[][] shares, int[] present) {
    Sums {
      requireNonNull(shares, "shares");
      requireNonNull(present, "present");
    }
  }

  WindowSummary {
    features = Map.copyOf(features);
  }

  /**
   * Sums up a window.
   *
   * @param images in the order in which they came
   */
  static WindowSummary of(DriftReference reference, List<ImageTraits> images) {
    Map<DriftFeature, Sums> features = new EnumMap<>(DriftFeature.class);
    reference
        .features()
        .forEach((feature, one) -> features.put(feature, sums(feature, one, images)));
    return new WindowSummary(images.size(), features);
  }

  private static Sums sums(
      DriftFeature feature, FeatureReference reference, List<ImageTraits> images) {
    double[][] shares = new double[PARTS][reference.bins().size()];
    int[] present = new int[PARTS];
    for (int part = 0; part < PARTS; part++) {
      int end = (part + 1) * images.size() / PARTS;
      for (int i = part * images.size() / PARTS; i < end; i++) {
        Optional<double[]> own = reference.shares(feature, images.get(i));
        if (own.isPresent()) {
          present[part]++;
          for (int k = 0; k < shares[part].length; k++) {
            shares[part][k] += own.get()[k];
          }
        }
      }
    }
    return new Sums(shares, present);
  }

  /**
   * The sums of a feature over windows that follow one another, in fewer parts.
   *
   * @param parts number of parts, of which {@link #PARTS} is a multiple
   */
  static Sums together(DriftFeature feature, List<WindowSummary> windows, int parts) {
    int merged = windows.size() * PARTS / parts;
    int bins = windows.get(0).features().get(feature).shares()[0].length;
    double[][] shares = new double[parts][bins];
    int[] present = new int[parts];
    for (int window = 0; window < windows.size(); window++) {
      Sums sums = windows.get(window).features().get(feature);
      for (int part = 0; part < PARTS; part++) {
        int into = (window * PARTS + part) / merged;
        present[into] += sums.present()[part];
        for (int k = 0; k < bins; k++) {
          shares[into][k] += sums.shares()[part][k];
        }
      }
    }
    return new Sums(shares, present);
  }
}

package io.boxstream.inference.app;

import io.boxstream.detection.drift.FeatureComparison;
import io.boxstream.detection.drift.WindowSequence;
import io.boxstream.events.DetectionResult.ServedModel;
import io.boxstream.inference.drift.DriftFinding;
import io.boxstream.inference.drift.DriftSettings;
import io.boxstream.inference.drift.DriftState;
import io.boxstream.inference.serve.DetectionResults;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is known about drift of the traffic.
 *
 * @param status {@code off}, {@code waiting}, {@code no-reference} or {@code watching}
 * @param model whose traffic is watched; absent before the first request
 * @param images images of the window that is being filled
 * @param since when its first image was answered; absent before that
 * @param latest what the latest window says; absent before its end
 */
public record DriftView(
    String status,
    Optional<ServedModel> model,
    int images,
    Optional<Instant> since,
    Optional<Window> latest) {

  static DriftView of(DriftState state) {
    return new DriftView(
        state.status().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        state.model().map(DetectionResults::model),
        state.images(),
        state.since(),
        state.latest().map(Window::of));
  }

  /**
   * What is known after a window of traffic.
   *
   * @param from when its first image was answered
   * @param to when its last image was answered
   * @param images images of the window
   * @param referenceImages validation images that the traffic is compared with
   * @param drifting whether a feature drifts
   * @param features one for each feature that can be compared
   */
  public record Window(
      Instant from,
      Instant to,
      int images,
      int referenceImages,
      boolean drifting,
      List<Feature> features) {

    static Window of(DriftFinding finding) {
      return new Window(
          finding.latest().from(),
          finding.latest().to(),
          finding.latest().images(),
          finding.referenceImages(),
          !finding.drifting().isEmpty(),
          finding.comparisons().stream().map(one -> Feature.of(one, finding)).toList());
    }
  }

  /**
   * A feature in the window, or in several windows where only these show a difference.
   *
   * @param feature {@code scores}, {@code classes}, {@code box-sizes}, {@code boxes}, {@code
   *     brightness} or {@code sharpness}
   * @param drifting whether it differed twice in a row and has not become usual since
   * @param windows how many of the latest windows are compared together: 1, 3 or 9
   * @param images images of these windows that have a value
   * @param effectiveImages independent images that would say as much
   * @param statistic corrected chi-square over its degrees of freedom; about 1 without drift
   * @param probability of such a statistic without drift, adjusted for the number of features; it
   *     differs below the level
   * @param level see {@code probability}
   * @param stabilityIndex population stability index
   * @param effect the index without what chance contributes
   * @param edges borders between the bins, empty if the bins are labels
   * @param labels labels of all bins but the last, empty if the bins are numbers
   * @param reference shares of the validation images in the bins
   * @param traffic shares of the images of the windows
   */
  public record Feature(
      String feature,
      boolean drifting,
      int windows,
      int images,
      double effectiveImages,
      double statistic,
      double probability,
      double level,
      double stabilityIndex,
      double effect,
      List<Double> edges,
      List<String> labels,
      List<Double> reference,
      List<Double> traffic) {

    static Feature of(FeatureComparison one, DriftFinding finding) {
      return new Feature(
          one.feature().code(),
          finding.drifting().contains(one.feature()),
          one.windows(),
          one.images(),
          one.effectiveImages(),
          one.statistic(),
          one.adjusted(),
          WindowSequence.levelOfOne(DriftSettings.LEVEL),
          one.stabilityIndex(),
          one.effect(),
          one.reference().bins().edges(),
          one.reference().bins().labels(),
          one.reference().shares(),
          one.shares());
    }
  }
}

package io.boxstream.inference.topic;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.drift.DriftFeature;
import io.boxstream.detection.drift.FeatureComparison;
import io.boxstream.events.DriftDetected;
import io.boxstream.events.DriftDetected.DriftedFeature;
import io.boxstream.events.DriftEnded;
import io.boxstream.events.EventPublisher;
import io.boxstream.inference.drift.DriftEnding;
import io.boxstream.inference.drift.DriftFinding;
import io.boxstream.inference.drift.DriftSink;
import io.boxstream.inference.serve.DetectionResults;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Publishes drifts and their ends. */
public final class DriftPublisher implements DriftSink {
  private final EventPublisher publisher;

  public DriftPublisher(EventPublisher publisher) {
    this.publisher = requireNonNull(publisher, "publisher");
  }

  /**
   * Publishes a drift and returns when it is acknowledged.
   *
   * @throws io.boxstream.events.PublishException if the broker does not acknowledge
   */
  @Override
  public void begins(DriftFinding finding) {
    DriftFinding.Window compared = finding.compared();
    publisher.publishAndWait(
        finding.model().model(),
        new DriftDetected(
            DetectionResults.model(finding.model()),
            compared.from(),
            compared.to(),
            compared.images(),
            finding.referenceImages(),
            finding.drifted().stream()
                .sorted(Comparator.comparingDouble(FeatureComparison::effect).reversed())
                .map(DriftPublisher::feature)
                .toList()));
  }

  /**
   * Publishes the end of a drift and returns when it is acknowledged.
   *
   * @throws io.boxstream.events.PublishException if the broker does not acknowledge
   */
  @Override
  public void ends(DriftEnding ending) {
    publisher.publishAndWait(
        ending.model().model(),
        new DriftEnded(
            DetectionResults.model(ending.model()),
            ending.since(),
            ending.at(),
            ending.reason(),
            codes(ending.features()),
            codes(ending.drifting())));
  }

  private static List<String> codes(Set<DriftFeature> features) {
    return features.stream().map(DriftFeature::code).sorted().toList();
  }

  private static DriftedFeature feature(FeatureComparison one) {
    return new DriftedFeature(
        one.feature().code(),
        one.reference().bins().edges(),
        one.reference().bins().labels(),
        rounded(one.reference().shares()),
        rounded(one.shares()),
        one.statistic(),
        one.adjusted(),
        one.stabilityIndex(),
        one.effect());
  }

  /** To six decimals: sums of shares may exceed 1 by rounding. */
  private static List<Double> rounded(List<Double> shares) {
    return shares.stream().map(share -> Math.min(1, Math.round(share * 1e6) / 1e6)).toList();
  }
}

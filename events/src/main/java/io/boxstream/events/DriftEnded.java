package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.DetectionResult.ServedModel;
import java.time.Instant;
import java.util.List;

/**
 * Features of the traffic that drifted do not any more. What {@link DriftDetected} has told is over
 * when {@code drifting} is empty.
 *
 * @param model the model whose traffic it is
 * @param since {@code to} of the first event of this drift, in which no feature drifted before
 * @param at when the last image that was looked at was answered
 * @param reason why it has ended
 * @param features codes of the features that have ended, in alphabetical order; at least one
 * @param drifting codes of those that go on, in alphabetical order
 */
public record DriftEnded(
    ServedModel model,
    Instant since,
    Instant at,
    DriftEnd reason,
    List<String> features,
    List<String> drifting)
    implements Event {
  public DriftEnded {
    requireNonNull(model, "model");
    requireNonNull(since, "since");
    requireNonNull(at, "at");
    requireNonNull(reason, "reason");
    features = List.copyOf(features);
    drifting = List.copyOf(drifting);
    if (features.isEmpty()) {
      throw new IllegalArgumentException("features must not be empty");
    }
    features.forEach(feature -> Checks.text(feature, "features"));
    drifting.forEach(feature -> Checks.text(feature, "drifting"));
  }
}

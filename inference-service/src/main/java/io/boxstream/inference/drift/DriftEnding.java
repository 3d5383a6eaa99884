package io.boxstream.inference.drift;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.drift.DriftFeature;
import io.boxstream.events.DriftEnd;
import io.boxstream.inference.model.ModelIdentity;
import java.time.Instant;
import java.util.Set;

/**
 * Features that drifted do not any more.
 *
 * @param model whose traffic it is
 * @param since the end of the window with which the drift began
 * @param at when the last image that was looked at was answered
 * @param reason why they have ended
 * @param features those that have ended, at least one
 * @param drifting those that go on
 */
public record DriftEnding(
    ModelIdentity model,
    Instant since,
    Instant at,
    DriftEnd reason,
    Set<DriftFeature> features,
    Set<DriftFeature> drifting) {
  public DriftEnding {
    requireNonNull(model, "model");
    requireNonNull(since, "since");
    requireNonNull(at, "at");
    requireNonNull(reason, "reason");
    features = Set.copyOf(features);
    drifting = Set.copyOf(drifting);
  }
}

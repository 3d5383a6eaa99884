package io.boxstream.inference.serve;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.Detection;
import io.boxstream.inference.model.ModelIdentity;
import java.util.List;
import java.util.Optional;

/**
 * The detections of one model in one image.
 *
 * @param width pixels of the upright image
 * @param height pixels of the upright image
 * @param detections by falling score, boxes in pixels of the upright image
 * @param identity the model that saw it
 * @param canary name of the rollout whose challenger that is; empty for a champion
 */
public record Answer(
    int width,
    int height,
    List<Detection> detections,
    ModelIdentity identity,
    Timings timings,
    Optional<String> canary) {

  public Answer {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("an image of " + width + "x" + height);
    }
    detections = List.copyOf(detections);
    requireNonNull(identity, "identity");
    requireNonNull(timings, "timings");
    requireNonNull(canary, "canary");
  }

  /** The answer of a champion. */
  public Answer(
      int width, int height, List<Detection> detections, ModelIdentity identity, Timings timings) {
    this(width, height, detections, identity, timings, Optional.empty());
  }

  /** This answer as one of the challenger of a rollout. */
  public Answer ofCanary(String rollout) {
    return new Answer(width, height, detections, identity, timings, Optional.of(rollout));
  }
}

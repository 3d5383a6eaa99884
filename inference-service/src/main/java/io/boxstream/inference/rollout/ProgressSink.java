package io.boxstream.inference.rollout;

import io.boxstream.events.RolloutProgress;

/** Where this instance tells what it has counted. */
@FunctionalInterface
public interface ProgressSink {

  /** Publishes; returns at once. What gets lost is part of the next progress. */
  void publish(RolloutProgress progress);
}

package io.boxstream.detection.pipeline;

/** Receives the duration of each stage. Called by several threads, once per image and stage. */
@FunctionalInterface
public interface SampleListener {

  /** Ignores all durations. */
  SampleListener NONE = (stage, nanoseconds) -> {};

  /** Called when an image has completed a stage. */
  void took(SampleStage stage, long nanoseconds);
}

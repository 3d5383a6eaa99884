package io.boxstream.detection.pipeline;

/** Is told how long pictures take. Called by several threads, once per picture and stage. */
@FunctionalInterface
public interface SampleListener {

  /** Is interested in nothing. */
  SampleListener NONE = (stage, nanoseconds) -> {};

  /** A picture went through a stage. */
  void took(SampleStage stage, long nanoseconds);
}

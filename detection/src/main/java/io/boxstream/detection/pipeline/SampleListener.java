package io.boxstream.detection.pipeline;

/** Is told how long images take. Called by several threads, once per image and stage. */
@FunctionalInterface
public interface SampleListener {

  /** Is interested in nothing. */
  SampleListener NONE = (stage, nanoseconds) -> {};

  /** An image went through a stage. */
  void took(SampleStage stage, long nanoseconds);
}

package io.boxstream.detection.pipeline;

/** The stages that an image goes through on its way into a batch. */
public enum SampleStage {
  /** Its bytes and boxes are fetched. */
  READ,
  /** The file becomes pixels. */
  DECODE,
  /** It is cropped, resized and normalized. */
  TRANSFORM,
  /** Its boxes become the anchors' targets. */
  TARGETS
}

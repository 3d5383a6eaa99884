package io.boxstream.detection.pipeline;

/** The stages of converting an image to a training sample. */
public enum SampleStage {
  /** Fetching the bytes and the boxes. */
  READ,
  /** Decoding the file to pixels. */
  DECODE,
  /** Cropping, resizing and normalising. */
  TRANSFORM,
  /** Assigning the boxes to anchors as targets. */
  TARGETS
}

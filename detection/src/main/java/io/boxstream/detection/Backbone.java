package io.boxstream.detection;

/** The feature extractors that a detector can stand on (SSD.md 1.2 to 1.6). */
public enum Backbone {
  VGG16_ATROUS_300,
  VGG16_ATROUS_512,
  RESNET34_V1B,
  RESNET50_V1,
  MOBILENET_1_0,
  MOBILENET_0_25,
  /**
   * MobileNet 0.25 with a map of stride 8 below the reference's: features after convolutions 10, 22
   * and 26.
   */
  MOBILENET_0_25_STRIDE_8,
  /** Few and dense 3×3 convolutions, ours: from random values it learns in hundreds of steps. */
  COMPACT
}

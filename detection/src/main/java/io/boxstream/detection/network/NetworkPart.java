package io.boxstream.detection.network;

/** The part of a detector that an array belongs to; the reference starts each part differently. */
public enum NetworkPart {
  /** VGG's stages and extra layers, and what belongs to them. */
  VGG,
  /** The base network of a MobileNet or ResNet detector. */
  BASE,
  /** The layers that shrink the base network's last map further. */
  EXPANSION,
  CLASS_PREDICTOR,
  BOX_PREDICTOR
}

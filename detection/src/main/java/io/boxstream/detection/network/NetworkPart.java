package io.boxstream.detection.network;

/**
 * The part of a detector that an array belongs to; the reference initialises each part differently.
 */
public enum NetworkPart {
  /** Layers without batch normalisation: all of VGG's, and the extra stages of ResNet 34. */
  PLAIN,
  /** The base network of a MobileNet or ResNet detector. */
  BASE,
  /** The layers after the base network: those that shrink its last map further, or its necks. */
  EXPANSION,
  CLASS_PREDICTOR,
  BOX_PREDICTOR
}

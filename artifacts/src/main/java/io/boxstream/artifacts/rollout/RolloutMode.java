package io.boxstream.artifacts.rollout;

/** How a challenger takes part. */
public enum RolloutMode {
  /** It sees a share of the requests after their answers; nobody gets what it finds. */
  SHADOW,
  /** It answers a share of the keys. */
  CANARY
}

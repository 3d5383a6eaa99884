package io.boxstream.artifacts.rollout;

/** Whose times the latency budget of a rollout is compared with. */
public enum LatencySource {
  /** The engine's, for single images. */
  ENGINE,
  /** Those of callers by HTTP. */
  HTTP,
  /** Those of requests by topic. */
  TOPIC
}

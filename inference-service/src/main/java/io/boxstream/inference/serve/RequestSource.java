package io.boxstream.inference.serve;

/** Sources of requests, as the meters name them. */
public enum RequestSource {
  /** {@code POST /v1/detect}. */
  HTTP,
  /** {@code detection-requests}. */
  TOPIC
}

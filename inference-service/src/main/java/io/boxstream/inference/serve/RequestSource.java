package io.boxstream.inference.serve;

/** Where an image came from, as the meters name it. */
public enum RequestSource {
  /** {@code POST /v1/detect}. */
  HTTP,
  /** {@code detection-requests}. */
  TOPIC
}

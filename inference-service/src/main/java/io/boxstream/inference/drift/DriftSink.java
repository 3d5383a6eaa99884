package io.boxstream.inference.drift;

/** Tells others of a drift. */
@FunctionalInterface
public interface DriftSink {

  /**
   * Publishes a finding with features that drift, and returns when it is durable.
   *
   * @throws RuntimeException if it cannot be published
   */
  void publish(DriftFinding finding);
}

package io.boxstream.inference.hardexamples;

/** Takes the examples that were chosen. */
@FunctionalInterface
public interface HardExampleSink {

  /**
   * Publishes an example and returns when it is durable.
   *
   * @throws RuntimeException if it cannot be published
   */
  void publish(Candidate candidate);
}

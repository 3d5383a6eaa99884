package io.boxstream.inference.drift;

/** Tells others of a drift. */
public interface DriftSink {

  /**
   * Publishes a finding with features that begin to drift, and returns when it is durable.
   *
   * @throws RuntimeException if it cannot be published
   */
  void begins(DriftFinding finding);

  /**
   * Publishes that features do not drift any more, and returns when it is durable.
   *
   * @throws RuntimeException if it cannot be published
   */
  void ends(DriftEnding ending);
}

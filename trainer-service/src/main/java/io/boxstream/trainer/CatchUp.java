package io.boxstream.trainer;

import java.time.Duration;

/** Waits until the data set has caught up with the log. */
@FunctionalInterface
public interface CatchUp {

  /**
   * Waits until the data set view has everything that is on the log now.
   *
   * @return false if the time was not enough
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer
   */
  boolean await(Duration longest) throws InterruptedException;
}

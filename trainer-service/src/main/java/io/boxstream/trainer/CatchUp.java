package io.boxstream.trainer;

import java.time.Duration;

/** Reading the data set's log to its present end. */
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

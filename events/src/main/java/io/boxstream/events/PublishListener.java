package io.boxstream.events;

import java.time.Duration;

/** Receives the result of every published record. Called by several threads; must not block. */
public interface PublishListener {

  /**
   * Every in-sync replica has the record.
   *
   * @param took from sending to the acknowledgement
   */
  void acknowledged(String topic, Duration took);

  /**
   * The record was not acknowledged. It may have been written all the same.
   *
   * @param took from sending to the failure
   */
  void failed(String topic, Duration took);
}

package io.boxstream.events;

import java.time.Duration;

/** Is told what became of records on their way to the log. Called by several threads; be quick. */
public interface PublishListener {

  /**
   * Every in-sync replica has the record.
   *
   * @param took from sending to the acknowledgement
   */
  void acknowledged(String topic, Duration took);

  /**
   * The record is not known to be on the log.
   *
   * @param took from sending to giving up
   */
  void failed(String topic, Duration took);
}

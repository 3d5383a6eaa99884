package io.boxstream.ingest.webhooks;

import com.fasterxml.jackson.annotation.JsonCreator;

/** What became of a delivery. */
public enum DeliveryState {
  /** It waits, for the first time or to be tried again. */
  QUEUED,
  /** The data set is as the delivery wants it. */
  DONE,
  /** It says nothing about labels that concern the data set. */
  IGNORED,
  /** At least one of its images is in quarantine. */
  REJECTED,
  /** It cannot be applied. */
  FAILED;

  @JsonCreator
  static DeliveryState of(String name) {
    return valueOf(name);
  }
}

package io.boxstream.ingest.imports;

/** The state of an import. */
public enum ImportState {
  /** The archive is being sent. */
  RECEIVING,
  /** Running, or waiting for its turn, the broker or the store. */
  RUNNING,
  /** Every image has been published or is in quarantine. */
  DONE,
  /** The archive as a whole could not be used; the detail gives the reason. */
  FAILED,
  /** Someone has stopped it. What was published until then stays. */
  CANCELLED
}

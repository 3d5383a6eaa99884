package io.boxstream.ingest.imports;

/** Where an import is. */
public enum ImportState {
  /** Waiting for its turn, for the broker or the store, or at work. */
  RUNNING,
  /** Every image is on the log or in quarantine. */
  DONE,
  /** The archive as a whole could not be used; the detail says why. */
  FAILED
}

package io.boxstream.artifacts.retention;

/** The kinds of objects that retention removes. */
public enum Category {
  /** Checkpoint manifests. */
  CHECKPOINTS,
  /** Evaluation reports and decisions. */
  EVALUATIONS,
  /** Records and outcomes of runs. */
  RUNS,
  /** Data set snapshots. */
  SNAPSHOTS,
  /** Blobs that documents in the store refer to: parameters, graphs, optimizer state, curves. */
  BLOBS,
  /** Original bytes of rejected images. */
  QUARANTINE
}

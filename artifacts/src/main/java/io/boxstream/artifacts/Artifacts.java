package io.boxstream.artifacts;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.checkpoint.Checkpoints;
import io.boxstream.artifacts.evaluation.EvaluationReports;
import io.boxstream.artifacts.promotion.PromotionChain;
import io.boxstream.artifacts.rollout.Rollouts;
import io.boxstream.artifacts.run.Runs;
import io.boxstream.artifacts.snapshot.DataSetSnapshots;
import io.boxstream.artifacts.store.ObjectStore;

/**
 * Access to all artifacts in one object store.
 *
 * @param store the store; the owner of this record closes it
 */
public record Artifacts(ObjectStore store) {
  public Artifacts {
    requireNonNull(store, "store");
  }

  /** The blobs that documents in the store refer to. */
  public Blobs blobs() {
    return Blobs.ofModels(store);
  }

  /** Checkpoint manifests. */
  public Checkpoints checkpoints() {
    return new Checkpoints(store);
  }

  /** Run records and run outcomes. */
  public Runs runs() {
    return new Runs(store);
  }

  /** Data set snapshots. */
  public DataSetSnapshots snapshots() {
    return new DataSetSnapshots(store);
  }

  /** Evaluation reports and decisions. */
  public EvaluationReports evaluations() {
    return new EvaluationReports(store);
  }

  /** A model's promotion chain. */
  public PromotionChain promotions(String model) {
    return new PromotionChain(store, model);
  }

  /** A model's rollouts. */
  public Rollouts rollouts(String model) {
    return new Rollouts(store, model);
  }
}

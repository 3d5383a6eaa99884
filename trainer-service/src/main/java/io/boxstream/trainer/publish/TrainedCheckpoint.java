package io.boxstream.trainer.publish;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointManifest.Arrangement;
import io.boxstream.trainer.run.CheckpointPosition;
import io.boxstream.trainer.run.MeanLosses;
import java.time.Instant;

/**
 * A checkpoint that is not published yet.
 *
 * @param reached where in its run it was made
 * @param losses means over the epoch before
 * @param arrangement how each batch was spread
 * @param reachedAt when
 * @param files its bytes
 */
public record TrainedCheckpoint(
    CheckpointPosition reached,
    MeanLosses losses,
    Arrangement arrangement,
    Instant reachedAt,
    CheckpointFiles files) {

  public TrainedCheckpoint {
    requireNonNull(reached, "reached");
    requireNonNull(losses, "losses");
    requireNonNull(arrangement, "arrangement");
    requireNonNull(reachedAt, "reachedAt");
    requireNonNull(files, "files");
  }
}

package io.boxstream.trainer.publish;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointManifest.Arrangement;
import io.boxstream.trainer.run.MeanLosses;
import java.time.Instant;

/**
 * A checkpoint that is not published yet.
 *
 * @param epoch epochs completed; the checkpoint's number
 * @param step steps completed
 * @param learningRate of the last step
 * @param losses means over the epoch before
 * @param arrangement how each batch was spread
 * @param reachedAt when
 * @param files its bytes
 */
public record TrainedCheckpoint(
    int epoch,
    long step,
    double learningRate,
    MeanLosses losses,
    Arrangement arrangement,
    Instant reachedAt,
    CheckpointFiles files) {

  public TrainedCheckpoint {
    requireNonNull(losses, "losses");
    requireNonNull(arrangement, "arrangement");
    requireNonNull(reachedAt, "reachedAt");
    requireNonNull(files, "files");
  }
}

package io.boxstream.trainer.publish;

import static java.util.Objects.requireNonNull;

import io.boxstream.trainer.run.MeanLosses;
import java.time.Instant;

/**
 * A checkpoint that training reached and nobody else knows yet.
 *
 * @param epoch epochs completed; the checkpoint's number
 * @param step steps completed
 * @param learningRate of the last step
 * @param losses means over the epoch before
 * @param reachedAt when
 * @param files its bytes
 */
public record TrainedCheckpoint(
    int epoch,
    long step,
    double learningRate,
    MeanLosses losses,
    Instant reachedAt,
    CheckpointFiles files) {

  public TrainedCheckpoint {
    requireNonNull(losses, "losses");
    requireNonNull(reachedAt, "reachedAt");
    requireNonNull(files, "files");
  }
}

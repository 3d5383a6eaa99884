package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * How far a training run is.
 *
 * @param runId the run
 * @param state where it stands
 * @param epoch epochs completed
 * @param epochs epochs of the whole run
 * @param batch batches of this epoch completed
 * @param batches batches of an epoch
 * @param step batches since the run's start completed
 * @param steps batches of the whole run
 * @param crossEntropy the classification loss, as the recipe reports it; empty before the first
 * @param smoothL1 the box loss, as the recipe reports it; empty before the first
 * @param learningRate of the newest step
 * @param imagesPerSecond over the time since the last report
 * @param etaSeconds until the run's end; empty while nobody can tell
 */
public record TrainingProgress(
    String runId,
    RunState state,
    int epoch,
    int epochs,
    int batch,
    int batches,
    long step,
    long steps,
    Optional<Double> crossEntropy,
    Optional<Double> smoothL1,
    double learningRate,
    double imagesPerSecond,
    Optional<Double> etaSeconds)
    implements Event {
  public TrainingProgress {
    Checks.text(runId, "runId");
    requireNonNull(state, "state");
    Checks.notNegative(epoch, "epoch");
    Checks.notNegative(epochs, "epochs");
    Checks.notNegative(batch, "batch");
    Checks.notNegative(batches, "batches");
    Checks.notNegative(step, "step");
    Checks.notNegative(steps, "steps");
    crossEntropy.ifPresent(value -> Checks.notNegative(value, "crossEntropy"));
    smoothL1.ifPresent(value -> Checks.notNegative(value, "smoothL1"));
    Checks.notNegative(learningRate, "learningRate");
    Checks.notNegative(imagesPerSecond, "imagesPerSecond");
    etaSeconds.ifPresent(value -> Checks.notNegative(value, "etaSeconds"));
  }
}

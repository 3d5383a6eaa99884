package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The progress of a training run.
 *
 * @param runId the run
 * @param state the state of the run
 * @param epoch epochs completed
 * @param epochs epochs of the whole run; an estimate while a run with a time budget is running
 * @param batch batches completed in this epoch
 * @param batches batches per epoch
 * @param step batches completed since the run's start
 * @param steps batches in the whole run; an estimate like {@code epochs}
 * @param crossEntropy the classification loss, as the recipe reports it; empty before the first
 * @param smoothL1 the box loss, as the recipe reports it; empty before the first
 * @param learningRate of the newest step
 * @param imagesPerSecond over the time since the last report
 * @param etaSeconds until the run's end; empty while unknown
 * @param budgetSeconds the training time that was asked for; empty if the number of epochs ends the
 *     run, and in version 1
 * @param detail one sentence for people about how the run ended, for example why it failed or was
 *     stopped early; empty if there is nothing to say, and in version 1
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
    Optional<Double> etaSeconds,
    Optional<Double> budgetSeconds,
    Optional<String> detail)
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
    budgetSeconds.ifPresent(value -> Checks.notNegative(value, "budgetSeconds"));
    detail.ifPresent(value -> Checks.text(value, "detail"));
  }
}

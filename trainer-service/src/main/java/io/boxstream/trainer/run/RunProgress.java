package io.boxstream.trainer.run;

import io.boxstream.events.RunState;
import io.boxstream.events.TrainingProgress;
import java.util.Optional;

/**
 * How far a run is.
 *
 * @param epoch epochs completed
 * @param epochs epochs of the run; 0 while the run is not planned yet
 * @param batch batches of the present epoch completed
 * @param batches batches of the present epoch
 * @param step steps completed
 * @param steps steps of the run
 * @param losses means over the present epoch so far, as the reference reports them; empty before
 *     the first step
 * @param learningRate of the latest step
 * @param imagesPerSecond at present
 * @param etaSeconds to the end at the present speed; empty before the first step and after the last
 */
public record RunProgress(
    int epoch,
    int epochs,
    int batch,
    int batches,
    long step,
    long steps,
    Optional<MeanLosses> losses,
    double learningRate,
    double imagesPerSecond,
    Optional<Double> etaSeconds) {

  /** Nothing done, nothing known. */
  public static RunProgress none() {
    return at(0, 0, 0, 0);
  }

  /** A position without figures, as it is known of runs that this process did not train. */
  public static RunProgress at(int epoch, int epochs, long step, long steps) {
    return new RunProgress(
        epoch, epochs, 0, 0, step, steps, Optional.empty(), 0, 0, Optional.empty());
  }

  /** The same with losses. */
  public RunProgress with(Optional<MeanLosses> known) {
    return new RunProgress(
        epoch,
        epochs,
        batch,
        batches,
        step,
        steps,
        known,
        learningRate,
        imagesPerSecond,
        etaSeconds);
  }

  /** The same when nothing is left to wait for. */
  public RunProgress ended() {
    return new RunProgress(
        epoch,
        epochs,
        batch,
        batches,
        step,
        steps,
        losses,
        learningRate,
        imagesPerSecond,
        Optional.empty());
  }

  /** The event on {@code training-progress}. */
  public TrainingProgress toEvent(String runId, RunState state) {
    return new TrainingProgress(
        runId,
        state,
        epoch,
        epochs,
        batch,
        batches,
        step,
        steps,
        losses.map(MeanLosses::crossEntropy),
        losses.map(MeanLosses::smoothL1),
        learningRate,
        imagesPerSecond,
        state.isFinal() ? Optional.empty() : etaSeconds);
  }
}

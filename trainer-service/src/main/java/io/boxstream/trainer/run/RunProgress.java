package io.boxstream.trainer.run;

import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.events.RunState;
import io.boxstream.events.TrainingProgress;
import java.util.Optional;

/**
 * How far a run is.
 *
 * @param epoch epochs completed
 * @param epochs epochs of the run, estimated if it has a time budget; 0 while it is not planned yet
 * @param batch batches of the present epoch completed
 * @param batches batches of the present epoch
 * @param step steps completed
 * @param steps steps of the run, estimated if it has a time budget
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

  private static final double MILLIS_PER_SECOND = 1000;

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

  /**
   * The event on {@code training-progress}.
   *
   * @param detail one sentence for people; may be empty
   */
  public TrainingProgress toEvent(RunRecord run, RunState state, String detail) {
    return new TrainingProgress(
        run.runId(),
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
        state.isFinal() ? Optional.empty() : etaSeconds,
        RunLimits.of(run.configuration())
            .timeBudget()
            .map(budget -> budget.toMillis() / MILLIS_PER_SECOND),
        Optional.of(detail).filter(text -> !text.isEmpty()));
  }
}

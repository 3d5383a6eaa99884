package io.boxstream.trainer;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.run.RunOutcome;
import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.run.Runs;
import io.boxstream.events.RunState;
import io.boxstream.trainer.publish.Patience;
import io.boxstream.trainer.run.RunProgress;
import io.boxstream.trainer.run.RunStatus;
import io.boxstream.trainer.run.StopSignal;

/**
 * Writes down how a run ended: its outcome in the store, which is the truth, then the final report,
 * then the board.
 */
public final class RunClosing {

  private final Runs runs;
  private final RunJournal.Desk desk;
  private final Patience patience;
  private final StopSignal shutdown;

  public RunClosing(Runs runs, RunJournal.Desk desk, Patience patience, StopSignal shutdown) {
    this.runs = requireNonNull(runs, "runs");
    this.desk = requireNonNull(desk, "desk");
    this.patience = requireNonNull(patience, "patience");
    this.shutdown = requireNonNull(shutdown, "shutdown");
  }

  /**
   * Ends a run.
   *
   * @param detail one sentence for people
   * @throws io.boxstream.trainer.publish.AbandonedException if the trainer shuts down before all of
   *     it is written; then the next start does what is left
   */
  void close(RunRecord run, RunState state, String detail) {
    RunProgress progress =
        desk.board().find(run.runId()).map(RunStatus::progress).orElse(RunProgress.none());
    RunOutcome outcome =
        new RunOutcome(
            run.runId(),
            outcomeState(state),
            desk.clock().instant(),
            progress.epoch(),
            progress.step(),
            detail);
    patience.until("save the outcome of run " + run.runId(), shutdown, () -> runs.finish(outcome));
    desk.reporter().reportFinal(progress.toEvent(run.runId(), state), shutdown);
    desk.board().change(run.runId(), status -> status.at(progress.ended()).become(state, detail));
    desk.meters().runEnded(state);
  }

  private static RunOutcome.State outcomeState(RunState state) {
    return switch (state) {
      case COMPLETED -> RunOutcome.State.COMPLETED;
      case STOPPED -> RunOutcome.State.STOPPED;
      case FAILED -> RunOutcome.State.FAILED;
      case QUEUED, RUNNING -> throw new IllegalArgumentException("not an end: " + state);
    };
  }
}

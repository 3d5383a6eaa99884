package io.boxstream.trainer;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.run.RunOutcome;
import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.run.Runs;
import io.boxstream.events.RunState;
import io.boxstream.trainer.publish.RetryPolicy;
import io.boxstream.trainer.run.FailureCode;
import io.boxstream.trainer.run.RunProgress;
import io.boxstream.trainer.run.RunRequest;
import io.boxstream.trainer.run.RunRequests;
import io.boxstream.trainer.run.RunStatus;
import io.boxstream.trainer.run.StopSignal;
import java.nio.file.Path;

/**
 * Writes down how a run ended: its outcome in the store, which is the truth, then the final report,
 * then the registry.
 */
final class RunOutcomeRecorder {

  private final Runs runs;
  private final RunRequests requests;
  private final RunJournal.Desk desk;
  private final RetryPolicy retryPolicy;
  private final StopSignal shutdown;

  RunOutcomeRecorder(
      Runs runs,
      RunRequests requests,
      RunJournal.Desk desk,
      RetryPolicy retryPolicy,
      StopSignal shutdown) {
    this.runs = requireNonNull(runs, "runs");
    this.requests = requireNonNull(requests, "requests");
    this.desk = requireNonNull(desk, "desk");
    this.retryPolicy = requireNonNull(retryPolicy, "retryPolicy");
    this.shutdown = requireNonNull(shutdown, "shutdown");
  }

  /** A request became a run, which is in the store. */
  void begin(RunRequest request, RunRecord run) {
    requests.settled(request.id());
    desk.registry()
        .change(request.id(), status -> status.planned(run).become(RunState.RUNNING, ""));
  }

  /** A run, or the request for one, comes to a bad end, which is then written down. */
  void failing(FailureCode reason) {
    desk.meters().runFailed(reason);
  }

  /** A request will never be a run: nothing is in the store, so nothing but the registry knows. */
  void refuse(RunRequest request, RunState state, String detail) {
    requests.settled(request.id());
    desk.registry().change(request.id(), status -> status.become(state, detail));
    desk.meters().runEnded(state);
  }

  /**
   * The journal of a run's training.
   *
   * @param directory where checkpoints wait for the store
   * @param stop gives up waiting for the disk when it is raised
   */
  RunJournal journal(RunRecord run, Path directory, StopSignal stop) {
    return new RunJournal(run, directory, desk, retryPolicy, stop, shutdown);
  }

  /**
   * Ends a run.
   *
   * @param detail one sentence for people
   * @throws io.boxstream.trainer.publish.StopRequestedException if the trainer shuts down before
   *     all of it is written; then the next start does what is left
   */
  void close(RunRecord run, RunState state, String detail) {
    RunProgress progress =
        desk.registry().find(run.runId()).map(RunStatus::progress).orElse(RunProgress.none());
    RunOutcome outcome =
        new RunOutcome(
            run.runId(),
            outcomeState(state),
            desk.clock().instant(),
            progress.epoch(),
            progress.step(),
            detail);
    retryPolicy.until(
        "save the outcome of run " + run.runId(), shutdown, () -> runs.finish(outcome));
    desk.reporter().reportFinal(progress.toEvent(run.runId(), state), shutdown);
    desk.registry()
        .change(run.runId(), status -> status.at(progress.ended()).become(state, detail));
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

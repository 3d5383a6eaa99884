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
 * Records how a run ended: its outcome in the store, which is authoritative, then the final
 * progress event, then the registry.
 */
final class RunOutcomeRecorder {

  private final Runs runs;
  private final RunRequests requests;
  private final RunJournal.Destinations destinations;
  private final RetryPolicy retryPolicy;
  private final StopSignal shutdown;

  RunOutcomeRecorder(
      Runs runs,
      RunRequests requests,
      RunJournal.Destinations destinations,
      RetryPolicy retryPolicy,
      StopSignal shutdown) {
    this.runs = requireNonNull(runs, "runs");
    this.requests = requireNonNull(requests, "requests");
    this.destinations = requireNonNull(destinations, "destinations");
    this.retryPolicy = requireNonNull(retryPolicy, "retryPolicy");
    this.shutdown = requireNonNull(shutdown, "shutdown");
  }

  /** A request became a run, which is in the store. */
  void begin(RunRequest request, RunRecord run) {
    requests.settled(request.id());
    destinations
        .registry()
        .change(request.id(), status -> status.withPlan(run).transitionTo(RunState.RUNNING, ""));
  }

  /** Counts a run or request that fails. */
  void failing(FailureCode reason) {
    destinations.meters().runFailed(reason);
  }

  /** Ends a request that does not become a run; only the registry has it, not the store. */
  void refuse(RunRequest request, RunState state, String detail) {
    requests.settled(request.id());
    destinations.registry().change(request.id(), status -> status.transitionTo(state, detail));
    destinations.meters().runEnded(state);
  }

  /** Shows why a run that goes on begins again at its last checkpoint. */
  void interrupted(RunRecord run, String detail) {
    destinations.registry().change(run.runId(), status -> status.withDetail(detail));
  }

  /** The number of checkpoints that a run has in the store. */
  int checkpoints(RunRecord run) {
    return destinations
        .registry()
        .find(run.runId())
        .map(status -> status.checkpoints().size())
        .orElse(0);
  }

  /**
   * The journal of a run's training.
   *
   * @param directory where checkpoints wait for the store
   * @param stop gives up waiting for the disk when it is raised
   */
  RunJournal journal(RunRecord run, Path directory, StopSignal stop) {
    return new RunJournal(run, directory, destinations, retryPolicy, stop, shutdown);
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
        destinations
            .registry()
            .find(run.runId())
            .map(RunStatus::progress)
            .orElse(RunProgress.none());
    RunOutcome outcome =
        new RunOutcome(
            run.runId(),
            outcomeState(state),
            destinations.clock().instant(),
            progress.epoch(),
            progress.step(),
            detail);
    retryPolicy.until(
        "save the outcome of run " + run.runId(), shutdown, () -> runs.finish(outcome));
    destinations.reporter().reportFinal(progress.toEvent(run, state, detail), shutdown);
    destinations
        .registry()
        .change(
            run.runId(),
            status -> status.withProgress(progress.ended()).transitionTo(state, detail));
    destinations.meters().runEnded(state);
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

package io.boxstream.trainer.run;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.events.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The status of a run.
 *
 * <pre>
 * QUEUED ──► RUNNING ──► COMPLETED (the detail says so if it was stopped early)
 *    │          ├──────► STOPPED   (by request; never resumed)
 *    └──────────┴──────► FAILED    (the detail says why)
 * </pre>
 *
 * <p>A trainer that is shut down or killed leaves its run RUNNING; the next start resumes it.
 *
 * @param id the run
 * @param state where it stands
 * @param requestedAt when it was asked for
 * @param requestedBy who asked: a name, {@code hand} if it is unknown, or {@code images}
 * @param plan what it trains and on what; empty while it is queued
 * @param progress how far it is
 * @param checkpoints those published, by epoch
 * @param detail one sentence for people; empty when there is nothing to say
 */
public record RunStatus(
    String id,
    RunState state,
    Instant requestedAt,
    String requestedBy,
    Optional<RunRecord> plan,
    RunProgress progress,
    List<CheckpointSummary> checkpoints,
    String detail) {

  public RunStatus {
    requireNonNull(id, "id");
    requireNonNull(state, "state");
    requireNonNull(requestedAt, "requestedAt");
    requireNonNull(requestedBy, "requestedBy");
    requireNonNull(plan, "plan");
    requireNonNull(progress, "progress");
    checkpoints = List.copyOf(checkpoints);
    requireNonNull(detail, "detail");
  }

  /** A run that was asked for and nothing more. */
  public static RunStatus queued(RunRequest request) {
    return new RunStatus(
        request.id(),
        RunState.QUEUED,
        request.requestedAt(),
        request.requestedBy(),
        Optional.empty(),
        RunProgress.none(),
        List.of(),
        "");
  }

  /** A run that is planned, before this process trains any of it. */
  public static RunStatus running(RunRecord plan) {
    return new RunStatus(
        plan.runId(),
        RunState.RUNNING,
        plan.requestedAt(),
        plan.requestedBy(),
        Optional.of(plan),
        RunProgress.none(),
        List.of(),
        "");
  }

  /**
   * The run in its next state.
   *
   * @throws IllegalStateException if that state cannot follow the present one
   */
  public RunStatus transitionTo(RunState next, String why) {
    boolean possible =
        switch (state) {
          case QUEUED ->
              next == RunState.RUNNING || next == RunState.STOPPED || next == RunState.FAILED;
          case RUNNING -> next.isFinal();
          case COMPLETED, STOPPED, FAILED -> false;
        };
    if (!possible) {
      throw new IllegalStateException("run " + id + " is " + state + " and cannot become " + next);
    }
    return new RunStatus(id, next, requestedAt, requestedBy, plan, progress, checkpoints, why);
  }

  /** The run with its plan. */
  public RunStatus withPlan(RunRecord record) {
    return new RunStatus(
        id, state, requestedAt, requestedBy, Optional.of(record), progress, checkpoints, detail);
  }

  /** The run with newer progress. */
  public RunStatus withProgress(RunProgress now) {
    return new RunStatus(id, state, requestedAt, requestedBy, plan, now, checkpoints, detail);
  }

  /** The run with another detail. */
  public RunStatus withDetail(String sentence) {
    return new RunStatus(
        id, state, requestedAt, requestedBy, plan, progress, checkpoints, sentence);
  }

  /** The run with one more checkpoint. */
  public RunStatus withCheckpoint(CheckpointSummary checkpoint) {
    List<CheckpointSummary> more = new ArrayList<>(checkpoints);
    more.add(checkpoint);
    return new RunStatus(id, state, requestedAt, requestedBy, plan, progress, more, detail);
  }
}

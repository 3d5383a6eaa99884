package io.boxstream.trainer;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.events.RunState;
import io.boxstream.trainer.publish.RetryPolicy;
import io.boxstream.trainer.publish.StopRequestedException;
import io.boxstream.trainer.run.RunFailedException;
import io.boxstream.trainer.run.RunRequest;
import io.boxstream.trainer.run.StartingNetwork;
import io.boxstream.trainer.run.StopSignal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Executes one run, from its request or from its last checkpoint, to its end. A failure ends the
 * run with a reason; only a shutdown leaves it unfinished, to be resumed.
 */
final class RunController {

  private static final Logger LOG = LoggerFactory.getLogger(RunController.class);
  private static final String RUN = "run";

  private final RunLauncher launcher;
  private final RunExecutor executor;
  private final RunOutcomeRecorder outcomes;
  private final WorkDirectory work;
  private final RetryPolicy retryPolicy;
  private final StopSignal shutdown;
  private final int restarts;

  /**
   * @param restarts how often a run begins again at the same checkpoint after it has lost what it
   *     trains in
   */
  RunController(
      RunLauncher launcher,
      RunExecutor executor,
      RunOutcomeRecorder outcomes,
      WorkDirectory work,
      RetryPolicy retryPolicy,
      StopSignal shutdown,
      int restarts) {
    this.launcher = requireNonNull(launcher, "launcher");
    this.executor = requireNonNull(executor, "executor");
    this.outcomes = requireNonNull(outcomes, "outcomes");
    this.work = requireNonNull(work, "work");
    this.retryPolicy = requireNonNull(retryPolicy, "retryPolicy");
    this.shutdown = requireNonNull(shutdown, "shutdown");
    this.restarts = restarts;
  }

  /**
   * Runs a requested run.
   *
   * @throws StopRequestedException if the trainer shuts down before the run has ended
   */
  void start(RunRequest request, StopSignal stop) {
    MDC.put(RUN, request.id());
    try {
      RunRecord run;
      try {
        run = launcher.launch(request, stop);
      } catch (RuntimeException failure) {
        refuse(request, failure);
        return;
      }
      outcomes.begin(request, run);
      LOG.info(
          "Run {} begins: {} {} on {} training images, {} classes, from {}",
          run.runId(),
          run.configuration().recipe(),
          run.configuration().preset(),
          run.dataSet().train(),
          run.configuration().classes().size(),
          run.parent()
              .map(parent -> "checkpoint " + parent)
              .or(() -> StartingNetwork.of(run.configuration()).map(StartingNetwork::file))
              .orElse("scratch"));
      run.warnings()
          .orElse(List.of())
          .forEach(warning -> LOG.warn("Run {}: {}", run.runId(), warning.message()));
      train(run, stop);
    } finally {
      MDC.remove(RUN);
    }
  }

  /**
   * Goes on with a run of the process before.
   *
   * @throws StopRequestedException if the trainer shuts down before the run has ended
   */
  void resume(RunRecord run, StopSignal stop) {
    MDC.put(RUN, run.runId());
    try {
      LOG.info("Run {} is resumed", run.runId());
      train(run, stop);
    } finally {
      MDC.remove(RUN);
    }
  }

  private void refuse(RunRequest request, RuntimeException failure) {
    if (failure instanceof StopRequestedException abandoned) {
      if (shutdown.isRaised()) {
        throw abandoned; // the request is kept
      }
      outcomes.refuse(request, RunState.STOPPED, "stopped before it began");
      return;
    }
    RunFailedException reason = RunFailures.of(failure);
    LOG.warn(
        "Run {} is refused: {}",
        request.id(),
        reason.getMessage(),
        failure == reason ? null : failure);
    outcomes.failing(reason.code());
    outcomes.refuse(request, RunState.FAILED, reason.detail());
  }

  private void train(RunRecord run, StopSignal stop) {
    try (WorkDirectory.Scratch scratch =
        retryPolicy.until("make a folder for the run", stop, () -> work.scratch(run.runId()))) {
      Path directory = scratch.directory();
      Supplier<RunJournal> journals = () -> outcomes.journal(run, directory, stop);
      launcher.awaitCaughtUp(stop);
      Optional<String> end =
          restarted(run, stop, () -> executor.execute(run, directory, stop, journals));
      if (end.isPresent()) {
        close(run, RunState.COMPLETED, end.get());
        return;
      }
      stopped(run);
    } catch (StopRequestedException abandoned) {
      stopped(run);
    } catch (RuntimeException failure) {
      RunFailedException reason = RunFailures.of(failure);
      LOG.error("Run {} failed", run.runId(), failure);
      outcomes.failing(reason.code());
      close(run, RunState.FAILED, reason.detail());
    }
  }

  /** Begins again at the last checkpoint when the run loses what it trains in. */
  private Optional<String> restarted(
      RunRecord run, StopSignal stop, Supplier<Optional<String>> attempt) {
    int checkpoints = outcomes.checkpoints(run);
    for (int losses = 1; ; losses++) {
      try {
        return attempt.get();
      } catch (RunFailedException loss) {
        if (!loss.code().isLoss()) {
          throw loss;
        }
        if (stop.isRaised()) {
          return Optional.empty();
        }
        if (outcomes.checkpoints(run) > checkpoints) {
          checkpoints = outcomes.checkpoints(run);
          losses = 1;
        }
        if (losses > restarts) {
          throw loss;
        }
        LOG.warn("Run {} begins again at its last checkpoint: {}", run.runId(), loss.detail());
        outcomes.interrupted(run, loss.detail());
      }
    }
  }

  private void stopped(RunRecord run) {
    if (shutdown.isRaised()) {
      LOG.info("Run {} is left to be resumed", run.runId());
      return;
    }
    close(run, RunState.STOPPED, "stopped by request");
  }

  private void close(RunRecord run, RunState state, String detail) {
    outcomes.close(run, state, detail);
    LOG.info("Run {} is {}{}", run.runId(), state.code(), detail.isEmpty() ? "" : ": " + detail);
  }
}

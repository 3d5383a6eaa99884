package io.boxstream.trainer;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.events.RunState;
import io.boxstream.events.TrainingProgress;
import io.boxstream.trainer.publish.CheckpointNotices;
import io.boxstream.trainer.publish.LogTail;
import io.boxstream.trainer.publish.Patience;
import io.boxstream.trainer.publish.ProgressReporter;
import io.boxstream.trainer.run.RunBoard;
import io.boxstream.trainer.run.RunStatus;
import io.boxstream.trainer.run.StopSignal;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts right, at a start, what the process before this one left behind. */
final class RunRecovery {

  private static final Logger LOG = LoggerFactory.getLogger(RunRecovery.class);

  private final ObjectStore store;
  private final RunBoard board;
  private final LogTail log;
  private final CheckpointNotices notices;
  private final ProgressReporter reporter;
  private final Patience patience;

  RunRecovery(
      ObjectStore store,
      RunBoard board,
      LogTail log,
      CheckpointNotices notices,
      ProgressReporter reporter,
      Patience patience) {
    this.store = requireNonNull(store, "store");
    this.board = requireNonNull(board, "board");
    this.log = requireNonNull(log, "log");
    this.notices = requireNonNull(notices, "notices");
    this.reporter = requireNonNull(reporter, "reporter");
    this.patience = requireNonNull(patience, "patience");
  }

  /**
   * Puts the runs of before on the board and publishes the notices they lack.
   *
   * @return the runs that are to be resumed, the oldest first
   * @throws io.boxstream.trainer.publish.AbandonedException if the trainer shuts down before it is
   *     done
   */
  List<RunRecord> recover(StopSignal shutdown) {
    patience.until("make the bucket", shutdown, store::createBucket);
    List<RunRecord> unfinished =
        patience.until(
            "read the runs of before", shutdown, () -> new RunHistory(store, board).load());
    for (RunRecord run : unfinished) {
      LOG.info("Run {} was left unfinished and will be resumed", run.runId());
      notices
          .announceMissing(run.runId(), shutdown)
          .forEach(checkpoint -> LOG.info("Announced {} late", checkpoint));
    }
    announceMissingEnd(shutdown);
    return unfinished;
  }

  /**
   * A crash after a run's outcome and before its final report leaves followers of the log waiting.
   */
  private void announceMissingEnd(StopSignal shutdown) {
    Optional<TrainingProgress> latest =
        patience.until("read the latest progress", shutdown, log::latestProgress);
    latest
        .filter(progress -> !progress.state().isFinal())
        .flatMap(progress -> board.find(progress.runId()))
        .filter(run -> run.state().isFinal())
        .ifPresent(run -> reporter.reportFinal(finalReport(run), shutdown));
  }

  private static TrainingProgress finalReport(RunStatus run) {
    RunState state = run.state();
    return run.progress().toEvent(run.id(), state);
  }
}

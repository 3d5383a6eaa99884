package io.boxstream.trainer;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.events.Topics;
import io.boxstream.events.TrainingProgress;
import io.boxstream.trainer.RunHistory.Run;
import io.boxstream.trainer.publish.CheckpointNotifications;
import io.boxstream.trainer.publish.ProgressReporter;
import io.boxstream.trainer.publish.PublishedRunEvents;
import io.boxstream.trainer.publish.RetryPolicy;
import io.boxstream.trainer.run.RunRegistry;
import io.boxstream.trainer.run.RunStatus;
import io.boxstream.trainer.run.StopSignal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Restores runs and missing notifications of the previous process at startup. */
final class RunRecovery {

  private static final Logger LOG = LoggerFactory.getLogger(RunRecovery.class);

  private final ObjectStore store;
  private final RunRegistry registry;
  private final String model;
  private final PublishedRunEvents log;
  private final CheckpointNotifications notifications;
  private final ProgressReporter reporter;
  private final RetryPolicy retryPolicy;
  private final Clock clock;

  RunRecovery(
      ObjectStore store,
      RunRegistry registry,
      String model,
      PublishedRunEvents log,
      CheckpointNotifications notifications,
      ProgressReporter reporter,
      RetryPolicy retryPolicy,
      Clock clock) {
    this.store = requireNonNull(store, "store");
    this.registry = requireNonNull(registry, "registry");
    this.model = requireNonNull(model, "model");
    this.log = requireNonNull(log, "log");
    this.notifications = requireNonNull(notifications, "notifications");
    this.reporter = requireNonNull(reporter, "reporter");
    this.retryPolicy = requireNonNull(retryPolicy, "retryPolicy");
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * Loads earlier runs into the registry and publishes their missing notifications.
   *
   * @return the runs that are to be resumed, the oldest first
   * @throws io.boxstream.trainer.publish.StopRequestedException if the trainer shuts down before it
   *     is done
   */
  List<RunRecord> recover(StopSignal shutdown) {
    retryPolicy.until("make the bucket", shutdown, store::createBucket);
    List<Run> runs =
        retryPolicy.until(
            "read earlier runs", shutdown, () -> new RunHistory(store, registry, model).load());
    List<RunRecord> unfinished =
        runs.stream().filter(run -> run.outcome().isEmpty()).map(Run::plan).toList();
    unfinished.forEach(
        run -> LOG.info("Run {} was left unfinished and will be resumed", run.runId()));
    notifications
        .announceMissing(announced(runs), shutdown)
        .forEach(checkpoint -> LOG.info("Announced {} late", checkpoint));
    announceMissingEnd(shutdown);
    return unfinished;
  }

  /**
   * The runs whose checkpoints must be on the log. Those of ended runs are, unless the log is older
   * than the store, as a restored one, or has removed them because of their age.
   */
  private List<String> announced(List<Run> runs) {
    Instant earliest = clock.instant().minus(Topics.CHECKPOINT_RETENTION);
    return runs.stream()
        .filter(run -> run.outcome().map(end -> end.finishedAt().isAfter(earliest)).orElse(true))
        .map(run -> run.plan().runId())
        .toList();
  }

  /**
   * A crash after a run's outcome and before its final report leaves followers of the log waiting.
   */
  private void announceMissingEnd(StopSignal shutdown) {
    Optional<TrainingProgress> latest =
        retryPolicy.until("read the latest progress", shutdown, log::latestProgress);
    latest
        .filter(progress -> !progress.state().isFinal())
        .flatMap(progress -> registry.find(progress.runId()))
        .filter(run -> run.state().isFinal())
        .ifPresent(run -> reporter.reportFinal(finalReport(run), shutdown));
  }

  private static TrainingProgress finalReport(RunStatus run) {
    return run.progress().toEvent(run.plan().orElseThrow(), run.state(), run.detail());
  }
}

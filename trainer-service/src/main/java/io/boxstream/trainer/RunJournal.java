package io.boxstream.trainer;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.events.RunState;
import io.boxstream.trainer.loop.Learner;
import io.boxstream.trainer.loop.StepTimes;
import io.boxstream.trainer.loop.TrainingObserver;
import io.boxstream.trainer.publish.CheckpointFiles;
import io.boxstream.trainer.publish.CheckpointPublication;
import io.boxstream.trainer.publish.CheckpointUploads;
import io.boxstream.trainer.publish.ProgressReporter;
import io.boxstream.trainer.publish.RetryPolicy;
import io.boxstream.trainer.publish.TrainedCheckpoint;
import io.boxstream.trainer.run.CheckpointPosition;
import io.boxstream.trainer.run.MeanLosses;
import io.boxstream.trainer.run.RunProgress;
import io.boxstream.trainer.run.RunRegistry;
import io.boxstream.trainer.run.StopSignal;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Records the progress of one run: in the registry, as events, in the meters, and as checkpoints.
 */
final class RunJournal implements TrainingObserver, AutoCloseable {

  private final RunRecord run;
  private final Path directory;
  private final Destinations destinations;
  private final RetryPolicy retryPolicy;
  private final StopSignal stop;
  private final EarlyStoppingWatch earlyStopping;
  private final CheckpointUploads uploads;

  /**
   * @param directory where checkpoints wait for the store
   * @param stop gives up waiting for the disk when it is raised
   * @param shutdown gives up publication when it is raised
   */
  RunJournal(
      RunRecord run,
      Path directory,
      Destinations destinations,
      RetryPolicy retryPolicy,
      StopSignal stop,
      StopSignal shutdown) {
    this.run = requireNonNull(run, "run");
    this.directory = requireNonNull(directory, "directory");
    this.destinations = requireNonNull(destinations, "destinations");
    this.retryPolicy = requireNonNull(retryPolicy, "retryPolicy");
    this.stop = requireNonNull(stop, "stop");
    this.earlyStopping = new EarlyStoppingWatch(run, destinations.scores());
    this.uploads =
        new CheckpointUploads(
            checkpoint -> publish(checkpoint, shutdown),
            this::published,
            this::setDetail,
            shutdown);
  }

  /**
   * Where the progress of a run is recorded, and what is known about its checkpoints.
   *
   * @param registry status over HTTP
   * @param reporter progress events
   * @param publication checkpoints
   * @param meters metrics
   * @param scores of the checkpoints, for early stopping
   * @param clock time of checkpoints
   */
  record Destinations(
      RunRegistry registry,
      ProgressReporter reporter,
      CheckpointPublication publication,
      TrainingMeters meters,
      ValidationScores scores,
      Clock clock) {}

  @Override
  public void stepDone(RunProgress progress, StepTimes times) {
    destinations.registry().change(run.runId(), status -> status.withProgress(progress));
    destinations.meters().stepDone(run.configuration().batch(), progress, times);
    destinations.reporter().report(progress.toEvent(run, RunState.RUNNING, ""));
  }

  @Override
  public Duration checkpointDue(CheckpointPosition reached, MeanLosses losses, Learner learner) {
    Instant began = destinations.clock().instant();
    Optional<CheckpointFiles> atOnce = tryToWrite(reached.epoch(), learner);
    Instant tried = destinations.clock().instant();
    CheckpointFiles files = atOnce.orElseGet(() -> writeWhenPossible(reached.epoch(), learner));
    destinations.meters().checkpointSaved(since(began));
    uploads.submit(new TrainedCheckpoint(reached, losses, learner.arrangement(), began, files));
    return since(tried);
  }

  @Override
  public boolean endsEarly() {
    return earlyStopping.reason().isPresent();
  }

  /** Why the run ended although its schedule was not done; empty if it did not. */
  Optional<String> reasonToEndEarly() {
    return earlyStopping.reason();
  }

  /** Looks whether a run that resumes should go on at all. */
  void resumesFrom(CheckpointManifest last) {
    earlyStopping.check(last.position().epoch());
  }

  private Optional<CheckpointFiles> tryToWrite(int epoch, Learner learner) {
    try {
      return Optional.of(write(epoch, learner));
    } catch (UncheckedIOException failure) {
      setDetail("waits for room on the disk: " + failure.getMessage());
      return Optional.empty();
    }
  }

  /** Waits while the disk is full, because only the network in memory holds the epoch. */
  private CheckpointFiles writeWhenPossible(int epoch, Learner learner) {
    CheckpointFiles files =
        retryPolicy.until(
            "write the checkpoint of epoch " + epoch, stop, () -> write(epoch, learner));
    setDetail("");
    return files;
  }

  private Duration since(Instant earlier) {
    return Duration.between(earlier, destinations.clock().instant());
  }

  private CheckpointFiles write(int epoch, Learner learner) {
    CheckpointFiles files = CheckpointFiles.in(directory, epoch);
    learner.saveParameters(files.parameters());
    learner.saveOptimizerState(files.optimizerState());
    learner.saveGraph(files.graph());
    return files;
  }

  private void setDetail(String sentence) {
    destinations.registry().change(run.runId(), status -> status.withDetail(sentence));
  }

  /** Waits until every checkpoint is in the store and announced. */
  void awaitPublication() {
    uploads.awaitAll();
  }

  @Override
  public void close() {
    uploads.close();
  }

  private CheckpointManifest publish(TrainedCheckpoint checkpoint, StopSignal shutdown) {
    Instant began = destinations.clock().instant();
    CheckpointManifest manifest = destinations.publication().publish(run, checkpoint, shutdown);
    destinations
        .meters()
        .checkpointPublished(
            bytes(manifest.blobs()), Duration.between(began, destinations.clock().instant()));
    return manifest;
  }

  private void published(CheckpointManifest manifest) {
    destinations
        .registry()
        .change(run.runId(), status -> status.withCheckpoint(RunHistory.summary(manifest)));
    earlyStopping.check(manifest.position().epoch());
    earlyStopping.reason().ifPresent(this::setDetail);
  }

  private static long bytes(CheckpointManifest.CheckpointBlobs blobs) {
    return blobs.all().mapToLong(BlobReference::size).sum();
  }
}

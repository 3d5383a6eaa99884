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
import java.util.stream.Stream;

/**
 * Writes down what happens in one run: on the registry, on the log, in the meters, and as
 * checkpoints.
 */
final class RunJournal implements TrainingObserver, AutoCloseable {

  private final RunRecord run;
  private final Path directory;
  private final Desk desk;
  private final RetryPolicy retryPolicy;
  private final StopSignal stop;
  private final CheckpointUploads uploads;

  /**
   * @param directory where checkpoints wait for the store
   * @param stop gives up waiting for the disk when it is raised
   * @param shutdown gives up publication when it is raised
   */
  RunJournal(
      RunRecord run,
      Path directory,
      Desk desk,
      RetryPolicy retryPolicy,
      StopSignal stop,
      StopSignal shutdown) {
    this.run = requireNonNull(run, "run");
    this.directory = requireNonNull(directory, "directory");
    this.desk = requireNonNull(desk, "desk");
    this.retryPolicy = requireNonNull(retryPolicy, "retryPolicy");
    this.stop = requireNonNull(stop, "stop");
    this.uploads =
        new CheckpointUploads(
            checkpoint -> publish(checkpoint, shutdown), this::published, this::say, shutdown);
  }

  /**
   * Where a run is written down.
   *
   * @param registry for people who ask
   * @param reporter for those who follow the log
   * @param publication for the checkpoints
   * @param meters for dashboards
   * @param clock tells when a checkpoint was reached
   */
  record Desk(
      RunRegistry registry,
      ProgressReporter reporter,
      CheckpointPublication publication,
      TrainingMeters meters,
      Clock clock) {}

  @Override
  public void stepDone(RunProgress progress, StepTimes times) {
    desk.registry().change(run.runId(), status -> status.at(progress));
    desk.meters().stepDone(run.configuration().batch(), progress, times);
    desk.reporter().report(progress.toEvent(run.runId(), RunState.RUNNING));
  }

  @Override
  public void checkpointDue(
      int epoch, long step, double learningRate, MeanLosses losses, Learner learner) {
    Instant reached = desk.clock().instant();
    CheckpointFiles files = written(epoch, learner);
    desk.meters().checkpointSaved(Duration.between(reached, desk.clock().instant()));
    uploads.submit(
        new TrainedCheckpoint(
            epoch, step, learningRate, losses, learner.arrangement(), reached, files));
  }

  /** A disk that is full is waited for: the network in memory is all that there is of the epoch. */
  private CheckpointFiles written(int epoch, Learner learner) {
    try {
      return write(epoch, learner);
    } catch (UncheckedIOException failure) {
      say("waits for room on the disk: " + failure.getMessage());
      CheckpointFiles files =
          retryPolicy.until(
              "write the checkpoint of epoch " + epoch, stop, () -> write(epoch, learner));
      say("");
      return files;
    }
  }

  private CheckpointFiles write(int epoch, Learner learner) {
    CheckpointFiles files = CheckpointFiles.in(directory, epoch);
    learner.saveParameters(files.parameters());
    learner.saveOptimizerState(files.optimizerState());
    learner.saveGraph(files.graph());
    return files;
  }

  private void say(String sentence) {
    desk.registry().change(run.runId(), status -> status.saying(sentence));
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
    Instant began = desk.clock().instant();
    CheckpointManifest manifest = desk.publication().publish(run, checkpoint, shutdown);
    desk.meters()
        .checkpointPublished(
            bytes(manifest.blobs()), Duration.between(began, desk.clock().instant()));
    return manifest;
  }

  private void published(CheckpointManifest manifest) {
    desk.registry().change(run.runId(), status -> status.with(RunHistory.summary(manifest)));
  }

  private static long bytes(CheckpointManifest.CheckpointBlobs blobs) {
    return Stream.of(Optional.of(blobs.parameters()), blobs.graph(), blobs.optimizerState())
        .flatMap(Optional::stream)
        .mapToLong(BlobReference::size)
        .sum();
  }
}

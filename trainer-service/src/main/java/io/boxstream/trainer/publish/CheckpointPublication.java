package io.boxstream.trainer.publish;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.CheckpointBlobs;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Losses;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Network;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Position;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Preprocessing;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.TimePosition;
import io.boxstream.artifacts.checkpoint.Checkpoints;
import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.run.RunRecord.Configuration;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.trainer.run.CheckpointPosition;
import io.boxstream.trainer.run.RecipeSettings;
import io.boxstream.trainer.run.RunLimits;
import io.boxstream.trainer.run.StopSignal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Publishes one checkpoint: its files as blobs, then the manifest that names them, then the
 * notification on the log. Each step is retried until it succeeds. After a crash all steps can be
 * repeated, because blobs are content-addressed and the manifest is created only if absent.
 */
public final class CheckpointPublication {

  private final Blobs blobs;
  private final Checkpoints checkpoints;
  private final CheckpointNotifications notifications;
  private final Toolchain toolchain;
  private final RetryPolicy retryPolicy;
  private final Clock clock;

  /**
   * @param toolchain what checkpoints are made with
   * @param clock measures how long blobs have been in the store without a manifest
   */
  public CheckpointPublication(
      ObjectStore store,
      CheckpointNotifications notifications,
      Toolchain toolchain,
      RetryPolicy retryPolicy,
      Clock clock) {
    this.blobs = Blobs.ofModels(store);
    this.checkpoints = new Checkpoints(store);
    this.notifications = requireNonNull(notifications, "notifications");
    this.toolchain = requireNonNull(toolchain, "toolchain");
    this.retryPolicy = requireNonNull(retryPolicy, "retryPolicy");
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * Publishes a checkpoint.
   *
   * @param shutdown gives up when it is raised
   * @throws StopRequestedException if it was raised before the notification was acknowledged
   */
  public CheckpointManifest publish(
      RunRecord run, TrainedCheckpoint checkpoint, StopSignal shutdown) {
    CheckpointManifest manifest = saved(run, checkpoint, shutdown);
    notifications.announce(manifest, shutdown);
    return manifest;
  }

  /** Uploads again when the store was away for so long that retention may remove the blobs. */
  private CheckpointManifest saved(
      RunRecord run, TrainedCheckpoint checkpoint, StopSignal shutdown) {
    while (true) {
      Instant began = clock.instant();
      CheckpointManifest manifest = manifest(run, checkpoint, upload(checkpoint, shutdown));
      boolean saved =
          retryPolicy.until(
              "save the manifest of " + manifest.id(), shutdown, () -> isSaved(manifest, began));
      if (saved) {
        return manifest;
      }
    }
  }

  private boolean isSaved(CheckpointManifest manifest, Instant began) {
    boolean late = Blobs.isOverdue(began, clock.instant());
    // The manifest may be there already: the answer to an earlier try was lost.
    if (late && checkpoints.find(manifest.id()).isEmpty()) {
      return false;
    }
    checkpoints.save(manifest);
    return true;
  }

  private CheckpointBlobs upload(TrainedCheckpoint checkpoint, StopSignal shutdown) {
    CheckpointFiles files = checkpoint.files();
    CheckpointPosition reached = checkpoint.reached();
    byte[] losses = reached.steps().stored(reached.position().step()).toJson();
    return new CheckpointBlobs(
        upload(files.parameters(), shutdown),
        Optional.of(upload(files.graph(), shutdown)),
        Optional.of(upload(files.optimizerState(), shutdown)),
        Optional.of(
            retryPolicy.until("upload the losses by step", shutdown, () -> blobs.put(losses))));
  }

  private BlobReference upload(Path file, StopSignal shutdown) {
    return retryPolicy.until("upload " + file.getFileName(), shutdown, () -> blobs.put(file));
  }

  private static Position position(RunRecord run, CheckpointPosition reached) {
    boolean timed = RunLimits.of(run.configuration()).timeBudget().isPresent();
    return new Position(
        reached.epoch(),
        0,
        reached.position().step(),
        reached.learningRate(),
        run.seed(),
        timed
            ? Optional.of(
                new TimePosition(
                    reached.position().elapsed().toMillis(), reached.steps().scheduleSteps()))
            : Optional.empty());
  }

  private CheckpointManifest manifest(
      RunRecord run, TrainedCheckpoint checkpoint, CheckpointBlobs uploaded) {
    Configuration configuration = run.configuration();
    DetectorPreset preset = RecipeSettings.preset(configuration);
    return new CheckpointManifest(
        run.runId(),
        run.model(),
        checkpoint.reachedAt(),
        new Network(
            configuration.preset(),
            RecipeSettings.presetDescription(configuration),
            configuration.classes(),
            new Preprocessing(
                preset.inputSize(),
                preset.normalization().mean(),
                preset.normalization().deviation())),
        uploaded,
        position(run, checkpoint.reached()),
        run.dataSet(),
        toolchain.provenance(configuration.hash(), checkpoint.arrangement()),
        run.parent(),
        new Losses(checkpoint.losses().crossEntropy(), checkpoint.losses().smoothL1()));
  }
}

package io.boxstream.trainer;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.checkpoint.Checkpoints;
import io.boxstream.artifacts.checkpoint.StepLossHistory;
import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.run.Runs;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.dataset.DataSetSnapshot;
import io.boxstream.dataset.DataSetView;
import io.boxstream.detection.pipeline.TrainingBatch;
import io.boxstream.detection.training.StepLosses;
import io.boxstream.trainer.loop.BatchSource;
import io.boxstream.trainer.loop.Learner;
import io.boxstream.trainer.loop.TrainingBackend;
import io.boxstream.trainer.loop.TrainingPlan;
import io.boxstream.trainer.publish.RetryPolicy;
import io.boxstream.trainer.publish.StopRequestedException;
import io.boxstream.trainer.publish.Toolchain;
import io.boxstream.trainer.reproduction.NotReproducibleException;
import io.boxstream.trainer.reproduction.ParameterComparison;
import io.boxstream.trainer.reproduction.RecordedTraining;
import io.boxstream.trainer.reproduction.Reproduction;
import io.boxstream.trainer.reproduction.ReproductionState;
import io.boxstream.trainer.reproduction.Reproductions;
import io.boxstream.trainer.reproduction.StepDifference;
import io.boxstream.trainer.reproduction.TrainingConditions;
import io.boxstream.trainer.run.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a checkpoint again, from the first step of its run, and compares every loss and the
 * parameters with those of the store. Writes nothing to the store or the log.
 */
final class CheckpointReproducer {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointReproducer.class);

  private final Reproductions reproductions;
  private final Runs runs;
  private final Checkpoints checkpoints;
  private final Blobs blobs;
  private final RunStart start;
  private final DataSetView view;
  private final TrainingBackend backend;
  private final Toolchain toolchain;
  private final WorkDirectory work;
  private final RetryPolicy retryPolicy;

  CheckpointReproducer(
      Reproductions reproductions,
      TrainerAssembly.KafkaAndStore around,
      RunStart start,
      TrainerAssembly.Settings settings) {
    ObjectStore store = around.store();
    this.reproductions = requireNonNull(reproductions, "reproductions");
    this.runs = new Runs(store);
    this.checkpoints = new Checkpoints(store);
    this.blobs = new Blobs(store);
    this.start = requireNonNull(start, "start");
    this.view = around.view();
    this.backend = around.backend();
    this.toolchain = settings.toolchain();
    this.work = settings.work();
    this.retryPolicy = settings.retryPolicy();
  }

  /** Trains a checkpoint again; the result is with the reproductions. */
  void reproduce(CheckpointId checkpoint) {
    StopSignal stop = reproductions.signal(checkpoint);
    LOG.info("Checkpoint {} is trained again", checkpoint);
    try (WorkDirectory.Scratch scratch =
        retryPolicy.until(
            "make a folder for the reproduction",
            stop,
            () -> work.scratch("reproduction-" + checkpoint))) {
      new Repetition(checkpoint, scratch.directory(), stop).train();
    } catch (StopRequestedException stopped) {
      end(checkpoint, ReproductionState.STOPPED, "stopped");
    } catch (NotReproducibleException gone) {
      end(checkpoint, ReproductionState.FAILED, gone.getMessage());
    } catch (RuntimeException failure) {
      LOG.error("Checkpoint {} cannot be reproduced", checkpoint, failure);
      end(checkpoint, ReproductionState.FAILED, RunFailures.of(failure).detail());
    }
    Reproduction result = reproductions.get(checkpoint);
    LOG.info("Reproduction of {}: {}, {}", checkpoint, result.state(), result.detail());
  }

  private void end(CheckpointId checkpoint, ReproductionState state, String detail) {
    reproductions.change(checkpoint, reproduction -> reproduction.ended(state, detail));
  }

  /** One repetition. */
  private final class Repetition {
    private final CheckpointId checkpoint;
    private final Path directory;
    private final StopSignal stop;

    private Repetition(CheckpointId checkpoint, Path directory, StopSignal stop) {
      this.checkpoint = checkpoint;
      this.directory = directory;
      this.stop = stop;
    }

    private void train() {
      CheckpointManifest original =
          fromStore("the manifest of " + checkpoint, () -> checkpoints.load(checkpoint));
      RunRecord run = fromStore("run " + checkpoint.runId(), () -> runs.load(checkpoint.runId()));
      TrainingPlan plan = TrainingPlan.of(run);
      RecordedTraining recorded = recorded();
      DataSetSnapshot snapshot = start.snapshot(run, stop);
      DataSetView.Lease lease = view.lease(snapshot);
      try (Learner learner = start.learner(run, plan, directory, stop);
          BatchSource batches = backend.batches(start.images(snapshot, plan), plan, 0)) {
        long steps = original.position().step();
        TrainingConditions before = TrainingConditions.of(original.provenance());
        TrainingConditions now =
            new TrainingConditions(
                learner.arrangement(), toolchain.processor(), toolchain.engine());
        reproductions.change(checkpoint, reproduction -> reproduction.running(steps, before, now));
        Optional<StepDifference> difference = repeat(steps, plan, recorded, learner, batches);
        String conditions =
            before.equals(now) ? "" : "; trained with %s, here with %s".formatted(before, now);
        if (difference.isPresent()) {
          differs(difference.get(), steps, conditions);
        } else {
          compare(original, recorded.isComplete(steps), learner, conditions);
        }
      } finally {
        lease.close();
      }
    }

    private Optional<StepDifference> repeat(
        long steps,
        TrainingPlan plan,
        RecordedTraining recorded,
        Learner learner,
        BatchSource batches) {
      for (long step = 0; step < steps; step++) {
        if (stop.isRaised()) {
          throw new StopRequestedException("reproduce " + checkpoint);
        }
        double rate = recorded.learningRate(step, plan.recipe().schedule(), plan.schedule());
        TrainingBatch batch = batches.next();
        StepLosses losses = learner.step(batch, rate);
        batches.recycle(batch);
        long done = step + 1;
        reproductions.change(checkpoint, reproduction -> reproduction.at(done));
        Optional<StepDifference> difference = recorded.compare(step, losses);
        if (difference.isPresent()) {
          return difference;
        }
      }
      return Optional.empty();
    }

    private void differs(StepDifference difference, long steps, String conditions) {
      String detail =
          "step %d of %d is the first with other losses: %s and %s instead of %s and %s%s"
              .formatted(
                  difference.step(),
                  steps,
                  difference.crossEntropy(),
                  difference.smoothL1(),
                  difference.originalCrossEntropy(),
                  difference.originalSmoothL1(),
                  conditions);
      reproductions.change(checkpoint, reproduction -> reproduction.differing(difference, detail));
    }

    private void compare(
        CheckpointManifest original, boolean allLosses, Learner learner, String conditions) {
      Path repeated = directory.resolve("repeated.params");
      retryPolicy.until("write " + repeated, stop, () -> learner.saveParameters(repeated));
      BlobReference parameters = original.blobs().parameters();
      String losses = allLosses ? "the losses of every step" : "the losses of the recorded steps";
      if (parameters.sha256().equals(sha256(repeated))) {
        end(
            checkpoint,
            ReproductionState.SAME,
            losses + " and the parameters are the same, bit by bit" + conditions);
        return;
      }
      Path before =
          fromStore("the parameters of " + checkpoint, () -> blobs.fetch(parameters, directory));
      end(
          checkpoint,
          ReproductionState.DIFFERENT,
          "%s are the same, but not the parameters: %s%s"
              .formatted(losses, ParameterComparison.describe(before, repeated), conditions));
    }

    private RecordedTraining recorded() {
      List<CheckpointManifest> manifests =
          fromStore(
              "the checkpoints of " + checkpoint.runId(),
              () ->
                  checkpoints.list(checkpoint.runId()).stream()
                      .filter(id -> id.epoch() <= checkpoint.epoch())
                      .flatMap(id -> checkpoints.find(id).stream())
                      .toList());
      List<StepLossHistory> losses =
          manifests.stream()
              .flatMap(manifest -> manifest.blobs().stepLosses().stream())
              .map(blob -> fromStore("losses by step", () -> history(blob)))
              .toList();
      return new RecordedTraining(manifests, losses);
    }

    private StepLossHistory history(BlobReference blob) {
      return StepLossHistory.fromJson(blob.key(), blobs.read(blob));
    }

    private <T> T fromStore(String what, Supplier<T> read) {
      return retryPolicy.until("read " + what, stop, read);
    }
  }

  private static String sha256(Path file) {
    try {
      return Sha256.of(file);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file, failure);
    }
  }
}

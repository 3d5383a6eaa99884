package io.boxstream.trainer;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Arrangement;
import io.boxstream.artifacts.checkpoint.Checkpoints;
import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.dataset.DataSetSnapshot;
import io.boxstream.dataset.DataSetView;
import io.boxstream.trainer.loop.BatchSource;
import io.boxstream.trainer.loop.Learner;
import io.boxstream.trainer.loop.SnapshotImages;
import io.boxstream.trainer.loop.TrainingBackend;
import io.boxstream.trainer.loop.TrainingEnd;
import io.boxstream.trainer.loop.TrainingLoop;
import io.boxstream.trainer.loop.TrainingPlan;
import io.boxstream.trainer.loop.TrainingSchedule;
import io.boxstream.trainer.publish.RetryPolicy;
import io.boxstream.trainer.run.RunLimits;
import io.boxstream.trainer.run.StopSignal;
import io.boxstream.trainer.run.TrainingPosition;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains one run from its last checkpoint in the store to its end. The same code starts and
 * resumes: a run without checkpoints begins at step 0, with the parent's parameters if it has a
 * parent, else with those of the network that its record names, if it names one.
 */
final class RunExecutor {

  private static final Logger LOG = LoggerFactory.getLogger(RunExecutor.class);

  private final Checkpoints checkpoints;
  private final Blobs blobs;
  private final RunStart start;
  private final DataSetView view;
  private final TrainingBackend backend;
  private final RetryPolicy retryPolicy;
  private final LongSupplier nanoTime;

  RunExecutor(
      ObjectStore store,
      RunStart start,
      DataSetView view,
      TrainingBackend backend,
      RetryPolicy retryPolicy,
      LongSupplier nanoTime) {
    this.checkpoints = new Checkpoints(store);
    this.blobs = new Blobs(store);
    this.start = requireNonNull(start, "start");
    this.view = requireNonNull(view, "view");
    this.backend = requireNonNull(backend, "backend");
    this.retryPolicy = requireNonNull(retryPolicy, "retryPolicy");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
  }

  /**
   * Trains.
   *
   * @param directory the run's own, for files on their way from and to the store
   * @param stop ends training between two batches when it is raised
   * @param journals makes what writes the training down
   * @return once training is done and every checkpoint published, one sentence for people about how
   *     it ended, which may be empty; nothing if it was interrupted
   */
  Optional<String> execute(
      RunRecord run, Path directory, StopSignal stop, Supplier<RunJournal> journals) {
    DataSetSnapshot snapshot = start.snapshot(run, stop);
    TrainingPlan plan = TrainingPlan.of(run);
    DataSetView.Lease lease = view.lease(snapshot);
    try {
      SnapshotImages images = start.images(snapshot, plan);
      Optional<CheckpointManifest> last =
          retryPolicy.until(
              "find the latest checkpoint", stop, () -> checkpoints.latest(run.runId()));
      TrainingPosition from =
          last.map(manifest -> TrainingPosition.of(manifest.position()))
              .orElseGet(TrainingPosition::start);
      TrainingSchedule schedule = TrainingSchedule.of(plan, RunLimits.of(run.configuration()));
      if (schedule.isDone(from)) {
        return Optional.of("");
      }
      try (RunJournal journal = journals.get()) {
        last.ifPresent(journal::resumesFrom);
        if (journal.endsEarly()) {
          return journal.reasonToEndEarly();
        }
        try (Learner learner = learner(run, last, plan, directory, stop);
            BatchSource batches = backend.batches(images, plan, from.step())) {
          last.ifPresent(manifest -> compare(manifest.provenance().arrangement(), learner));
          TrainingLoop loop =
              new TrainingLoop(schedule, plan.schedule(), plan.recipe().schedule(), nanoTime);
          return train(() -> loop.train(learner, batches, from, stop, journal), journal);
        }
      }
    } finally {
      lease.close();
    }
  }

  /** Another arrangement is no fault, but whoever compares losses should know of it. */
  private static void compare(Arrangement before, Learner learner) {
    if (!learner.arrangement().equals(before)) {
      LOG.warn(
          "The run resumes with batches spread as {} over {}; before it was {} over {}: its"
              + " losses will differ a little from those it would have had",
          learner.arrangement().images(),
          learner.arrangement().devices(),
          before.images(),
          before.devices());
    }
  }

  /** Trains, and publishes every checkpoint that was reached, also those before a failure. */
  private static Optional<String> train(Supplier<TrainingEnd> training, RunJournal journal) {
    TrainingEnd end;
    try {
      end = training.get();
    } catch (RuntimeException failure) {
      try {
        journal.awaitPublication();
      } catch (RuntimeException another) {
        failure.addSuppressed(another);
      }
      throw failure;
    }
    journal.awaitPublication();
    return switch (end) {
      case COMPLETED -> Optional.of("");
      case STOPPED_EARLY -> journal.reasonToEndEarly();
      case INTERRUPTED -> Optional.empty();
    };
  }

  private Learner learner(
      RunRecord run,
      Optional<CheckpointManifest> last,
      TrainingPlan plan,
      Path directory,
      StopSignal stop) {
    if (last.isPresent()) {
      CheckpointManifest.CheckpointBlobs saved = last.get().blobs();
      Path parameters =
          retryPolicy.until(
              "fetch the parameters of " + last.get().id(),
              stop,
              () -> blobs.fetch(saved.parameters(), directory));
      Path optimizerState =
          retryPolicy.until(
              "fetch the optimizer state of " + last.get().id(),
              stop,
              () -> blobs.fetch(saved.optimizerState().orElseThrow(), directory));
      return backend.resume(parameters, optimizerState, plan);
    }
    return start.learner(run, plan, directory, stop);
  }
}

package io.boxstream.trainer;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.promotion.PromotionChain;
import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.run.Runs;
import io.boxstream.artifacts.snapshot.DataSetSnapshots;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.dataset.DataSetSnapshot;
import io.boxstream.trainer.loop.TrainingPlan;
import io.boxstream.trainer.publish.RetryPolicy;
import io.boxstream.trainer.run.BaseNetwork;
import io.boxstream.trainer.run.RunPlanner;
import io.boxstream.trainer.run.RunRequest;
import io.boxstream.trainer.run.StartingNetwork;
import io.boxstream.trainer.run.StopSignal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Creates a run from a request: catches up with the log, saves a snapshot of the data set, plans
 * the run, and writes both to the store.
 */
final class RunLauncher {

  private static final Duration POLL_INTERVAL = Duration.ofSeconds(2);

  private final CatchUp catchUp;
  private final TrainableDataSet dataSet;
  private final RunPlanner planner;
  private final WorkDirectory work;
  private final PromotionChain promotions;
  private final Blobs blobs;
  private final DataSetSnapshots snapshots;
  private final Runs runs;
  private final RetryPolicy retryPolicy;
  private final Clock clock;

  RunLauncher(
      CatchUp catchUp,
      TrainableDataSet dataSet,
      RunPlanner planner,
      WorkDirectory work,
      ObjectStore store,
      RetryPolicy retryPolicy,
      Clock clock) {
    this.catchUp = requireNonNull(catchUp, "catchUp");
    this.dataSet = requireNonNull(dataSet, "dataSet");
    this.planner = requireNonNull(planner, "planner");
    this.work = requireNonNull(work, "work");
    this.blobs = Blobs.ofModels(store);
    this.promotions = new PromotionChain(store, planner.model());
    this.snapshots = new DataSetSnapshots(store);
    this.runs = new Runs(store);
    this.retryPolicy = requireNonNull(retryPolicy, "retryPolicy");
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * Launches a run.
   *
   * @param stop gives up when it is raised
   * @throws io.boxstream.trainer.run.RunFailedException if there can be no such run
   * @throws io.boxstream.trainer.publish.StopRequestedException if the signal was raised before the
   *     run was in the store
   */
  RunRecord launch(RunRequest request, StopSignal stop) {
    awaitCaughtUp(stop);
    DataSetSnapshot snapshot = dataSet.snapshot();
    while (true) {
      Instant began = clock.instant();
      RunRecord run = plan(request, snapshot, stop);
      save(snapshot, stop);
      if (retryPolicy.until("save run " + run.runId(), stop, () -> isSaved(run, began))) {
        return run;
      }
    }
  }

  /** By way of a file: a snapshot of many images is larger than what fits into memory twice. */
  private void save(DataSetSnapshot snapshot, StopSignal stop) {
    try (WorkDirectory.Scratch scratch =
        retryPolicy.until("make a folder for the snapshot", stop, () -> work.scratch("snapshot"))) {
      Path file = scratch.directory().resolve(snapshot.hash() + ".json");
      retryPolicy.until("write " + file, stop, () -> write(snapshot, file));
      retryPolicy.until("save the data set snapshot", stop, () -> snapshots.save(file));
    }
  }

  private static Path write(DataSetSnapshot snapshot, Path file) {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      snapshot.write(out);
      return file;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + file, failure);
    }
  }

  private RunRecord plan(RunRequest request, DataSetSnapshot snapshot, StopSignal stop) {
    Optional<CheckpointId> parent =
        retryPolicy
            .until("read the promotion chain", stop, promotions::latest)
            .map(Promotion::checkpoint);
    RunRecord usual = planner.plan(request, snapshot, parent);
    RunRecord planned = dataSet.warning().map(usual::with).orElse(usual);
    return planner.base(planned).map(base -> startingFrom(base, planned, stop)).orElse(planned);
  }

  /**
   * Saves a run, unless the store was away for so long that retention may remove what the run
   * refers to.
   */
  private boolean isSaved(RunRecord run, Instant began) {
    boolean late = Blobs.isOverdue(began, clock.instant());
    // The run may be there already: the answer to an earlier try was lost.
    if (late && runs.find(run.runId()).isEmpty()) {
      return false;
    }
    runs.create(run);
    return true;
  }

  /**
   * The bytes go to the store first, so that the run can begin again whatever becomes of the file.
   */
  private RunRecord startingFrom(BaseNetwork base, RunRecord run, StopSignal stop) {
    base.requireFor(TrainingPlan.of(run).architecture());
    BlobReference bytes =
        retryPolicy.until("upload " + base.file(), stop, () -> blobs.put(base.file()));
    return RunPlanner.startingFrom(
        run, new StartingNetwork(base.file().toString(), bytes, base.classes()));
  }

  /** Waits until the data set has everything that is on the log by now. */
  void awaitCaughtUp(StopSignal stop) {
    while (!retryPolicy.until("read the data set's log", stop, this::pollCaughtUp)) {
      if (stop.isRaised()) {
        return; // the next action gives up
      }
    }
  }

  private boolean pollCaughtUp() {
    try {
      return catchUp.await(POLL_INTERVAL);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptException(interrupted);
    }
  }
}

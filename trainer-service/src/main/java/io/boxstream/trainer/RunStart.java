package io.boxstream.trainer;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Network;
import io.boxstream.artifacts.checkpoint.Checkpoints;
import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.snapshot.DataSetSnapshots;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.dataset.DataSetSnapshot;
import io.boxstream.dataset.DataSetView;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.network.PresetDescription;
import io.boxstream.events.Split;
import io.boxstream.trainer.loop.Learner;
import io.boxstream.trainer.loop.SnapshotImages;
import io.boxstream.trainer.loop.TrainingBackend;
import io.boxstream.trainer.loop.TrainingPlan;
import io.boxstream.trainer.publish.RetryPolicy;
import io.boxstream.trainer.run.FailureCode;
import io.boxstream.trainer.run.RunFailedException;
import io.boxstream.trainer.run.StartingNetwork;
import io.boxstream.trainer.run.StopSignal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a run starts from: its data set, and the network before the first step. */
final class RunStart {

  private static final int MAX_IDS_IN_MESSAGE = 5;

  private final Checkpoints checkpoints;
  private final DataSetSnapshots snapshots;
  private final Blobs blobs;
  private final DataSetView view;
  private final TrainingBackend backend;
  private final RetryPolicy retryPolicy;

  RunStart(ObjectStore store, DataSetView view, TrainingBackend backend, RetryPolicy retryPolicy) {
    this.checkpoints = new Checkpoints(store);
    this.snapshots = new DataSetSnapshots(store);
    this.blobs = new Blobs(store);
    this.view = requireNonNull(view, "view");
    this.backend = requireNonNull(backend, "backend");
    this.retryPolicy = requireNonNull(retryPolicy, "retryPolicy");
  }

  /** The data set as it was when the run began. */
  DataSetSnapshot snapshot(RunRecord run, StopSignal stop) {
    return retryPolicy.until(
        "load the data set snapshot",
        stop,
        () -> snapshots.read(run.dataSet().hash(), DataSetSnapshot::read));
  }

  /**
   * The training images of a snapshot.
   *
   * @throws RunFailedException if some of them were deleted since
   */
  SnapshotImages images(DataSetSnapshot snapshot, TrainingPlan plan) {
    Set<String> absent = view.missing(snapshot).stream().collect(Collectors.toSet());
    List<String> missing =
        snapshot.entries(Split.TRAIN).stream()
            .map(entry -> entry.id())
            .filter(absent::contains)
            .toList();
    if (!missing.isEmpty()) {
      throw new RunFailedException(
          FailureCode.IMAGES_MISSING,
          "%d training images of the run's snapshot were deleted since: %s%s"
              .formatted(
                  missing.size(),
                  String.join(
                      ", ", missing.subList(0, Math.min(MAX_IDS_IN_MESSAGE, missing.size()))),
                  missing.size() > MAX_IDS_IN_MESSAGE ? ", ..." : ""));
    }
    return new SnapshotImages(
        snapshot.entries(Split.TRAIN), plan.architecture().classes(), view::bytes);
  }

  /**
   * The network before the first step: with the parent's parameters if the run has a parent, else
   * with those of the network that its record names, else with initial ones.
   *
   * @param directory the run's own, for files from the store
   */
  Learner learner(RunRecord run, TrainingPlan plan, Path directory, StopSignal stop) {
    if (run.parent().isEmpty()) {
      return firstLearner(run, plan, directory, stop);
    }
    CheckpointManifest parent =
        retryPolicy.until(
            "load the parent", stop, () -> checkpoints.load(run.parent().orElseThrow()));
    Path parameters =
        retryPolicy.until(
            "fetch the parameters of " + parent.id(),
            stop,
            () -> blobs.fetch(parent.blobs().parameters(), directory));
    return backend.startFrom(architecture(parent.network()), parameters, plan);
  }

  private Learner firstLearner(RunRecord run, TrainingPlan plan, Path directory, StopSignal stop) {
    Optional<StartingNetwork> base = StartingNetwork.of(run.configuration());
    if (base.isEmpty()) {
      return backend.start(plan);
    }
    StartingNetwork network = base.get();
    Path parameters =
        retryPolicy.until(
            "fetch the parameters of " + network.file(),
            stop,
            () -> blobs.fetch(network.parameters(), directory));
    return backend.startFromFile(parameters, network.classes(), plan);
  }

  private static DetectorArchitecture architecture(Network network) {
    return new DetectorArchitecture(
        PresetDescription.resolve(network.preset(), network.presetDescription()),
        network.classes());
  }
}

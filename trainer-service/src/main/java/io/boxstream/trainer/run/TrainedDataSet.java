package io.boxstream.trainer.run;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.snapshot.DataSetSnapshots;
import io.boxstream.artifacts.store.StoreUnavailableException;
import io.boxstream.dataset.DataSetSnapshot;
import java.util.Optional;

/** The data set of the latest run that got as far as a checkpoint, or may still. */
public final class TrainedDataSet implements AutomaticStart.LastRun {

  private final RunRegistry registry;
  private final DataSetSnapshots snapshots;

  public TrainedDataSet(RunRegistry registry, DataSetSnapshots snapshots) {
    this.registry = requireNonNull(registry, "registry");
    this.snapshots = requireNonNull(snapshots, "snapshots");
  }

  @Override
  public Optional<String> dataSet() {
    return registry.list().stream()
        .filter(run -> !run.state().isFinal() || !run.checkpoints().isEmpty())
        .flatMap(run -> run.plan().stream())
        .map(RunRecord::dataSet)
        .findFirst()
        .map(dataSet -> dataSet.hash());
  }

  /**
   * Compares with that data set, which is read from the store entry by entry.
   *
   * @throws StoreUnavailableException if the store does not answer
   */
  @Override
  public int changes(String dataSet, DataSetSnapshot present) {
    return snapshots.read(
        dataSet,
        before -> {
          SnapshotChanges changes = new SnapshotChanges(present);
          DataSetSnapshot.read(before, changes::before);
          return changes.count();
        });
  }
}

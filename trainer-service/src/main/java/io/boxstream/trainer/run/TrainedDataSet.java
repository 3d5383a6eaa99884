package io.boxstream.trainer.run;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.store.StoreUnavailableException;
import io.boxstream.dataset.DataSetSnapshot;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The data set of the latest run that got as far as a checkpoint, or may still. */
public final class TrainedDataSet implements Supplier<Optional<DataSetSnapshot>> {

  private final RunRegistry registry;
  private final Function<String, DataSetSnapshot> snapshots;

  /**
   * @param snapshots loads a snapshot by its hash
   */
  public TrainedDataSet(RunRegistry registry, Function<String, DataSetSnapshot> snapshots) {
    this.registry = requireNonNull(registry, "registry");
    this.snapshots = requireNonNull(snapshots, "snapshots");
  }

  /**
   * Loads it.
   *
   * @return empty when nothing was ever trained
   * @throws StoreUnavailableException if the store does not answer
   */
  @Override
  public Optional<DataSetSnapshot> get() {
    return registry.list().stream()
        .filter(run -> !run.state().isFinal() || !run.checkpoints().isEmpty())
        .flatMap(run -> run.plan().stream())
        .map(RunRecord::dataSet)
        .findFirst()
        .map(dataSet -> snapshots.apply(dataSet.hash()));
  }
}

package io.boxstream.trainer;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.snapshot.DataSetWarning;
import io.boxstream.dataset.DataSetSnapshot;
import io.boxstream.dataset.SnapshotEntry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The data set without the images that the trainer does not read: they killed it. */
final class TrainableDataSet {

  private final Supplier<DataSetSnapshot> dataSet;
  private final Supplier<Set<String>> refused;

  /**
   * @param refused ids of images that are not read
   */
  TrainableDataSet(Supplier<DataSetSnapshot> dataSet, Supplier<Set<String>> refused) {
    this.dataSet = requireNonNull(dataSet, "dataSet");
    this.refused = requireNonNull(refused, "refused");
  }

  /** The images that can be trained on now. */
  DataSetSnapshot snapshot() {
    return dataSet.get().without(refused.get());
  }

  /** What is to be said about the images that are left out; empty if there are none. */
  Optional<DataSetWarning> warning() {
    Set<String> ids = refused.get();
    List<String> leftOut =
        ids.isEmpty()
            ? List.of()
            : dataSet.get().entries().stream()
                .map(SnapshotEntry::id)
                .filter(ids::contains)
                .toList();
    return leftOut.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new DataSetWarning(
                "images-left-out",
                "%d %s left out, because the trainer died twice while it read each of them; delete them, or see Operations, An image that kills a service: %s"
                    .formatted(
                        leftOut.size(),
                        leftOut.size() == 1 ? "image is" : "images are",
                        String.join(", ", leftOut))));
  }
}

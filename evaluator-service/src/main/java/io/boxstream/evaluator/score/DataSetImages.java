package io.boxstream.evaluator.score;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.snapshot.DataSetSnapshots;
import io.boxstream.artifacts.store.MalformedArtifactException;
import io.boxstream.dataset.DataSetFollower;
import io.boxstream.dataset.DataSetView;
import io.boxstream.dataset.MalformedSnapshotException;
import io.boxstream.dataset.MissingImageException;
import io.boxstream.dataset.ValidationSplit;
import java.time.Duration;
import java.util.Optional;

/** Sets from the store's snapshots, images from a local view of the log. */
public final class DataSetImages implements ValidationImages {
  private final DataSetSnapshots snapshots;
  private final DataSetView view;
  private final DataSetFollower follower;

  public DataSetImages(DataSetSnapshots snapshots, DataSetView view, DataSetFollower follower) {
    this.snapshots = requireNonNull(snapshots, "snapshots");
    this.view = requireNonNull(view, "view");
    this.follower = requireNonNull(follower, "follower");
  }

  @Override
  public ValidationSplit validation(String snapshot) {
    try {
      return snapshots.read(snapshot, ValidationSplit::read);
    } catch (MalformedSnapshotException e) {
      throw new MalformedArtifactException("snapshot " + snapshot + ": " + e.getMessage(), e);
    }
  }

  @Override
  public boolean awaitCaughtUp(Duration longest) throws InterruptedException {
    return follower.awaitCaughtUp(longest);
  }

  @Override
  public boolean contains(String id) {
    return view.contains(id);
  }

  @Override
  public Optional<byte[]> bytes(String id) {
    try {
      return Optional.of(view.bytes(id));
    } catch (MissingImageException e) {
      return Optional.empty();
    }
  }
}

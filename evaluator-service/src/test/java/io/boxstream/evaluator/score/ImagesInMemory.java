package io.boxstream.evaluator.score;

import io.boxstream.dataset.DataSetSnapshot;
import io.boxstream.dataset.SnapshotEntry;
import io.boxstream.dataset.ValidationSplit;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Validation images without log and disk. */
public final class ImagesInMemory implements ValidationImages {
  private final Map<String, DataSetSnapshot> snapshots = new HashMap<>();
  private final Map<String, byte[]> here = new HashMap<>();
  private final Map<String, byte[]> underWay = new HashMap<>();
  private final Set<String> goneWhenRead = new HashSet<>();
  private boolean readToTheEnd = true;

  public ImagesInMemory withSnapshot(String hash, SnapshotEntry... entries) {
    snapshots.put(hash, DataSetSnapshot.of(Map.of(), List.of(entries)));
    return this;
  }

  public ImagesInMemory withImage(String id, byte[] bytes) {
    here.put(id, bytes);
    return this;
  }

  /** The image is found after waiting. */
  public ImagesInMemory withImageUnderWay(String id, byte[] bytes) {
    underWay.put(id, bytes);
    return this;
  }

  /** The image is there, and deleted just when it is read. */
  public ImagesInMemory deletedWhenRead(String id) {
    goneWhenRead.add(id);
    return this;
  }

  public ImagesInMemory neverReadToTheEnd() {
    readToTheEnd = false;
    return this;
  }

  @Override
  public ValidationSplit validation(String snapshot) {
    return ValidationSplit.of(snapshots.get(snapshot));
  }

  @Override
  public boolean awaitCaughtUp(Duration longest) {
    here.putAll(underWay);
    return readToTheEnd;
  }

  @Override
  public boolean contains(String id) {
    return here.containsKey(id);
  }

  @Override
  public Optional<byte[]> bytes(String id) {
    if (goneWhenRead.remove(id)) {
      here.remove(id);
    }
    return Optional.ofNullable(here.get(id));
  }
}

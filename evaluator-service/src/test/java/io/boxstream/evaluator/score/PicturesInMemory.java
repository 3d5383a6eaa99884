package io.boxstream.evaluator.score;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Validation pictures without log and disk. */
public final class PicturesInMemory implements ValidationPictures {
  private final Map<String, List<ValidationPicture>> splits = new HashMap<>();
  private final Map<String, byte[]> here = new HashMap<>();
  private final Map<String, byte[]> underWay = new HashMap<>();
  private final Set<String> goneWhenRead = new HashSet<>();
  private boolean readToTheEnd = true;

  public PicturesInMemory withSplit(String snapshot, ValidationPicture... pictures) {
    splits.put(snapshot, List.of(pictures));
    return this;
  }

  public PicturesInMemory withPicture(String id, byte[] bytes) {
    here.put(id, bytes);
    return this;
  }

  /** The picture is found after waiting. */
  public PicturesInMemory withPictureUnderWay(String id, byte[] bytes) {
    underWay.put(id, bytes);
    return this;
  }

  /** The picture is there, and deleted just when it is read. */
  public PicturesInMemory deletedWhenRead(String id) {
    goneWhenRead.add(id);
    return this;
  }

  public PicturesInMemory neverReadToTheEnd() {
    readToTheEnd = false;
    return this;
  }

  @Override
  public List<ValidationPicture> split(String snapshot) {
    return splits.get(snapshot);
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

package io.boxstream.trainer.loop;

import static java.util.Objects.requireNonNull;

import io.boxstream.dataset.SnapshotEntry;
import io.boxstream.detection.Box;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.pipeline.LabelledImage;
import io.boxstream.detection.pipeline.LabelledImages;
import io.boxstream.events.LabelledBox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The training split of a snapshot, with its labels as they were then. Safe for several threads.
 */
public final class SnapshotImages implements LabelledImages {

  private final List<SnapshotEntry> entries;
  private final Map<String, Integer> classIndex = new HashMap<>();
  private final Function<String, byte[]> bytes;

  /**
   * @param entries the images in the snapshot's order
   * @param classes the labels in the order of the network's outputs; the entries have no others
   * @param bytes an image's canonical bytes by its id; safe for several threads
   */
  public SnapshotImages(
      List<SnapshotEntry> entries, List<String> classes, Function<String, byte[]> bytes) {
    this.entries = List.copyOf(entries);
    this.bytes = requireNonNull(bytes, "bytes");
    for (String name : classes) {
      classIndex.put(name, classIndex.size());
    }
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public LabelledImage get(int index) {
    SnapshotEntry entry = entries.get(index);
    return new LabelledImage(
        entry.id(),
        bytes.apply(entry.id()),
        entry.boxes().stream().map(this::groundTruth).toList());
  }

  @Override
  public String id(int index) {
    return entries.get(index).id();
  }

  private GroundTruth groundTruth(LabelledBox box) {
    Integer index = classIndex.get(box.label());
    if (index == null) {
      throw new IllegalStateException("the run has no class " + box.label());
    }
    return new GroundTruth(
        index, new Box(box.xMin(), box.yMin(), box.xMax(), box.yMax()), box.difficult());
  }
}

package io.boxstream.dataset;

import io.boxstream.events.LabelledBox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Replaces equal labels by one and the same text: a data set has few labels and very many boxes.
 * Not thread-safe.
 */
final class SharedLabels {
  private final Map<String, String> labels = new HashMap<>();

  /** An equal entry with the shared labels. */
  SnapshotEntry in(SnapshotEntry entry) {
    List<LabelledBox> boxes = entry.boxes().stream().map(this::in).toList();
    return new SnapshotEntry(
        entry.id(), entry.split(), entry.width(), entry.height(), boxes, entry.heldOut());
  }

  private LabelledBox in(LabelledBox box) {
    String known = labels.putIfAbsent(box.label(), box.label());
    return new LabelledBox(
        known == null ? box.label() : known,
        box.xMin(),
        box.yMin(),
        box.xMax(),
        box.yMax(),
        box.difficult());
  }
}

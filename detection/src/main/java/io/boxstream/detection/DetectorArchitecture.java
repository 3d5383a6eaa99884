package io.boxstream.detection;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;

/**
 * A preset and a list of classes: everything needed to build the network and to name the classes of
 * its detections.
 *
 * @param preset the detector's shape
 * @param classes the foreground classes; the position in this list is the class index
 */
public record DetectorArchitecture(DetectorPreset preset, List<String> classes) {

  public DetectorArchitecture {
    requireNonNull(preset, "preset");
    classes = List.copyOf(classes);
    if (classes.isEmpty()) {
      throw new IllegalArgumentException("a detector needs at least one class");
    }
    if (new HashSet<>(classes).size() != classes.size()) {
      throw new IllegalArgumentException("class names repeat: " + classes);
    }
  }

  /** The number of foreground classes: C in the shapes of this module. */
  public int classCount() {
    return classes.size();
  }
}

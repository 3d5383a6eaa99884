package io.boxstream.inference.drift;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.drift.DriftFeature;
import io.boxstream.detection.drift.FeatureComparison;
import io.boxstream.inference.model.ModelIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What is known after a window.
 *
 * @param model that served
 * @param windows the latest windows in their order, at least the one that has ended
 * @param referenceImages validation images
 * @param comparisons one for each feature that can be compared, of one or several of the windows
 * @param drifting features that drift now
 */
public record DriftFinding(
    ModelIdentity model,
    List<Window> windows,
    int referenceImages,
    List<FeatureComparison> comparisons,
    Set<DriftFeature> drifting) {

  /**
   * A window of traffic.
   *
   * @param from when its first image was answered
   * @param to when its last image was answered
   * @param images that it has
   */
  public record Window(Instant from, Instant to, int images) {
    public Window {
      requireNonNull(from, "from");
      requireNonNull(to, "to");
    }
  }

  public DriftFinding {
    requireNonNull(model, "model");
    windows = List.copyOf(windows);
    comparisons = List.copyOf(comparisons);
    drifting = Set.copyOf(drifting);
    if (windows.isEmpty()) {
      throw new IllegalArgumentException("a finding without windows");
    }
  }

  /** The window that has ended. */
  public Window latest() {
    return last(1);
  }

  /** The traffic in which the drifting features were compared. */
  public Window compared() {
    return last(drifted().stream().mapToInt(FeatureComparison::windows).max().orElse(1));
  }

  private Window last(int number) {
    List<Window> last = windows.subList(Math.max(0, windows.size() - number), windows.size());
    return new Window(
        last.get(0).from(),
        last.get(last.size() - 1).to(),
        last.stream().mapToInt(Window::images).sum());
  }

  /** The comparisons of the features that drift, in order of features. */
  public List<FeatureComparison> drifted() {
    return comparisons.stream().filter(one -> drifting.contains(one.feature())).toList();
  }
}

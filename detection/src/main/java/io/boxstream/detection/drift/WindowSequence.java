package io.boxstream.detection.drift;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Windows of traffic one after the other. With each the latest one is compared with the validation
 * images, and the latest three and nine together: what is too small to be seen in one window can be
 * seen in several.
 *
 * <p>A feature begins to drift when it differs twice in a row in the same number of windows, so
 * that one unusual window is no drift. It ends with a comparison of as many windows that chance
 * explains easily; what came before does not count from then on. Used by one thread.
 */
public final class WindowSequence {
  /** How many windows are compared together. */
  private static final int[] SCALES = {1, 3, 9};

  /** A drift has ended when chance alone makes such a difference that often. */
  private static final double USUAL = 0.05;

  private final DriftReference reference;

  /** Of a comparison, for all features together. */
  private final double level;

  private final double leastEffect;
  private final List<WindowSummary> windows = new ArrayList<>();

  /** Windows since the beginning, or since the feature drifted last. */
  private final Map<DriftFeature, Integer> ages = new EnumMap<>(DriftFeature.class);

  /** The features that differed in the latest comparison, by number of windows. */
  private Map<Integer, Set<DriftFeature>> differed = Map.of();

  /** In how many windows a feature drifts; absent if it does not. */
  private final Map<DriftFeature, Integer> drifting = new EnumMap<>(DriftFeature.class);

  /**
   * What is known after a window.
   *
   * @param comparisons one for each feature that can be compared: of as many windows as it drifts
   *     or differs in, otherwise of the latest one
   * @param differing the features that differ
   * @param drifting the features that drift
   */
  public record Verdict(
      List<FeatureComparison> comparisons,
      Set<DriftFeature> differing,
      Set<DriftFeature> drifting) {
    public Verdict {
      comparisons = List.copyOf(comparisons);
      differing = Set.copyOf(differing);
      drifting = Set.copyOf(drifting);
    }
  }

  /**
   * Begins without windows.
   *
   * @param level of significance after a window, for all features and comparisons together, in (0,
   *     1)
   * @param leastEffect smallest effect that matters
   */
  public WindowSequence(DriftReference reference, double level, double leastEffect) {
    this.reference = requireNonNull(reference, "reference");
    this.level = levelOfOne(level);
    this.leastEffect = leastEffect;
  }

  /** The part of the level that each comparison has. */
  public static double levelOfOne(double level) {
    return level / SCALES.length;
  }

  /**
   * Adds a window.
   *
   * @param images in the order in which they came, at least {@link WindowTest#LEAST_IMAGES}
   */
  public Verdict add(List<ImageTraits> images) {
    if (images.size() < WindowTest.LEAST_IMAGES) {
      throw new IllegalArgumentException("a window of " + images.size() + " images");
    }
    if (windows.size() == SCALES[SCALES.length - 1]) {
      windows.remove(0);
    }
    windows.add(WindowSummary.of(reference, images));
    reference.features().keySet().forEach(feature -> ages.merge(feature, 1, Integer::sum));
    Map<Integer, Map<DriftFeature, FeatureComparison>> found = new TreeMap<>();
    for (int scale : SCALES) {
      found.put(scale, compare(scale));
    }
    Map<Integer, Set<DriftFeature>> differing = new TreeMap<>();
    found.forEach((scale, comparisons) -> differing.put(scale, differing(comparisons)));
    begin(differing);
    end(found);
    differed = differing;
    return verdict(found, differing);
  }

  private Map<DriftFeature, FeatureComparison> compare(int scale) {
    Set<DriftFeature> old = EnumSet.noneOf(DriftFeature.class);
    ages.forEach(
        (feature, age) -> {
          if (age >= scale) {
            old.add(feature);
          }
        });
    Map<DriftFeature, FeatureComparison> found = new EnumMap<>(DriftFeature.class);
    if (windows.size() >= scale) {
      WindowTest.compare(reference, windows.subList(windows.size() - scale, windows.size()), old)
          .forEach(one -> found.put(one.feature(), one));
    }
    return found;
  }

  private Set<DriftFeature> differing(Map<DriftFeature, FeatureComparison> comparisons) {
    Set<DriftFeature> features = EnumSet.noneOf(DriftFeature.class);
    comparisons.values().stream()
        .filter(one -> one.isDrift(level, leastEffect))
        .forEach(one -> features.add(one.feature()));
    return features;
  }

  private void begin(Map<Integer, Set<DriftFeature>> differing) {
    for (int scale : SCALES) {
      for (DriftFeature feature : differing.get(scale)) {
        if (differed.getOrDefault(scale, Set.of()).contains(feature)) {
          drifting.merge(feature, scale, Math::min);
        }
      }
    }
  }

  private void end(Map<Integer, Map<DriftFeature, FeatureComparison>> found) {
    for (DriftFeature feature : EnumSet.allOf(DriftFeature.class)) {
      Optional<FeatureComparison> latest =
          Optional.ofNullable(drifting.get(feature)).map(scale -> found.get(scale).get(feature));
      if (latest.filter(one -> one.probability() >= USUAL).isPresent()) {
        drifting.remove(feature);
        ages.put(feature, 0);
      }
    }
  }

  private Verdict verdict(
      Map<Integer, Map<DriftFeature, FeatureComparison>> found,
      Map<Integer, Set<DriftFeature>> differing) {
    Map<DriftFeature, FeatureComparison> shown = new EnumMap<>(found.get(SCALES[0]));
    Set<DriftFeature> different = EnumSet.noneOf(DriftFeature.class);
    for (int scale : SCALES) {
      for (DriftFeature feature : differing.get(scale)) {
        if (different.add(feature)) {
          shown.put(feature, found.get(scale).get(feature));
        }
      }
    }
    drifting.forEach(
        (feature, scale) ->
            Optional.ofNullable(found.get(scale).get(feature))
                .ifPresent(one -> shown.put(feature, one)));
    return new Verdict(List.copyOf(shown.values()), different, drifting.keySet());
  }
}

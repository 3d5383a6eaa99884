package io.boxstream.inference.drift;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.drift.DriftFeature;
import io.boxstream.detection.drift.FeatureComparison;
import io.boxstream.detection.drift.ImageTraits;
import io.boxstream.detection.drift.WindowTest;
import io.boxstream.inference.hardexamples.AnsweredRequest;
import io.boxstream.inference.model.ModelIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The windows of one generation of a model. A feature drifts when it differs in two windows that
 * follow one another, so that one unusual hour is no drift. Used by one thread.
 */
final class ModelWatch {
  private static final int MOST_TIMES = 4;

  private final ModelIdentity model;
  private final ServedReference reference;
  private final DriftSettings settings;
  private final List<ImageTraits> window = new ArrayList<>();
  private final TypicalImages typical = new TypicalImages();
  private List<FeatureComparison> differing = List.of();
  private Set<DriftFeature> drifting = Set.of();
  private Optional<Instant> from = Optional.empty();
  private Instant to = Instant.MIN;

  ModelWatch(ModelIdentity model, ServedReference reference, DriftSettings settings) {
    this.model = requireNonNull(model, "model");
    this.reference = requireNonNull(reference, "reference");
    this.settings = requireNonNull(settings, "settings");
  }

  ServedReference reference() {
    return reference;
  }

  /** Images of the window that is being filled. */
  int images() {
    return window.size();
  }

  /** When the first image of the window was answered. */
  Optional<Instant> since() {
    return from;
  }

  /** Adds an image. Those that are like the drift of the window before are kept for a while. */
  void add(AnsweredRequest request, ImageTraits traits, Instant now) {
    from = from.or(() -> Optional.of(now));
    to = now;
    window.add(traits);
    typical.offer(
        request, differing.stream().mapToDouble(one -> one.typicality(traits)).average().orElse(0));
  }

  /**
   * Whether the window is to be compared. Slow traffic has four times as long, and fewer images.
   */
  boolean isFull() {
    boolean late =
        from.isPresent()
            && !to.isBefore(from.get().plus(settings.window().multipliedBy(MOST_TIMES)));
    return window.size() >= settings.images() || (late && window.size() >= WindowTest.LEAST_IMAGES);
  }

  /**
   * Compares the window and begins the next one.
   *
   * @return what it says, and what began with it
   */
  Outcome close() {
    List<FeatureComparison> comparisons = WindowTest.compare(reference.reference(), window);
    List<FeatureComparison> now =
        comparisons.stream()
            .filter(one -> one.isDrift(DriftSettings.LEVEL, settings.leastEffect()))
            .toList();
    Set<DriftFeature> confirmed = features(now);
    confirmed.retainAll(features(differing));
    boolean begins = !drifting.containsAll(confirmed);
    DriftFinding finding =
        new DriftFinding(
            model,
            from.orElseThrow(),
            to,
            window.size(),
            reference.reference().images(),
            comparisons,
            confirmed);
    List<TypicalImages.Entry> images = typical.drain();
    differing = now;
    drifting = confirmed;
    window.clear();
    from = Optional.empty();
    return new Outcome(finding, begins, confirmed.isEmpty() ? List.of() : images);
  }

  private static Set<DriftFeature> features(List<FeatureComparison> comparisons) {
    Set<DriftFeature> features = EnumSet.noneOf(DriftFeature.class);
    comparisons.forEach(one -> features.add(one.feature()));
    return features;
  }

  /**
   * The end of a window.
   *
   * @param begins whether a feature drifts that did not before
   * @param typical images that are typical of the drift, if there is one
   */
  record Outcome(DriftFinding finding, boolean begins, List<TypicalImages.Entry> typical) {}
}

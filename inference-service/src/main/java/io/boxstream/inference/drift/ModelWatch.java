package io.boxstream.inference.drift;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.drift.DriftFeature;
import io.boxstream.detection.drift.FeatureComparison;
import io.boxstream.detection.drift.ImageTraits;
import io.boxstream.detection.drift.WindowSequence;
import io.boxstream.detection.drift.WindowTest;
import io.boxstream.events.DriftEnd;
import io.boxstream.inference.hardexamples.AnsweredRequest;
import io.boxstream.inference.model.ModelIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The windows of one generation of a model. Used by one thread. */
final class ModelWatch {
  private static final int MOST_TIMES = 4;
  private static final int MOST_WINDOWS = 9;

  private final ModelIdentity model;
  private final ServedReference reference;
  private final DriftSettings settings;
  private final WindowSequence sequence;
  private final TypicalImages typical;
  private final List<ImageTraits> window = new ArrayList<>();
  private final List<DriftFinding.Window> windows = new ArrayList<>();
  private List<FeatureComparison> differing = List.of();
  private Set<DriftFeature> drifting = Set.of();
  private Optional<Instant> since = Optional.empty();
  private Optional<Instant> from = Optional.empty();
  private Instant to = Instant.MIN;

  /**
   * @param bytes memory for images
   */
  ModelWatch(
      ModelIdentity model, ServedReference reference, DriftSettings settings, SharedBytes bytes) {
    this.model = requireNonNull(model, "model");
    this.reference = requireNonNull(reference, "reference");
    this.settings = requireNonNull(settings, "settings");
    this.sequence =
        new WindowSequence(reference.reference(), DriftSettings.LEVEL, settings.leastEffect());
    this.typical = new TypicalImages(bytes);
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

  boolean isDrifting() {
    return !drifting.isEmpty();
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

  /** Compares the window and begins the next one. */
  Outcome close() {
    WindowSequence.Verdict verdict = sequence.add(window);
    windows.add(new DriftFinding.Window(from.orElseThrow(), to, window.size()));
    if (windows.size() > MOST_WINDOWS) {
      windows.remove(0);
    }
    DriftFinding finding =
        new DriftFinding(
            model,
            windows,
            reference.reference().images(),
            verdict.comparisons(),
            verdict.drifting());
    boolean begins = !drifting.containsAll(verdict.drifting());
    Optional<DriftEnding> ending = ending(DriftEnd.USUAL_AGAIN, verdict.drifting());
    List<TypicalImages.Entry> images = typical.drain();
    differing =
        verdict.comparisons().stream()
            .filter(one -> verdict.differing().contains(one.feature()))
            .toList();
    drifting = verdict.drifting();
    since = drifting.isEmpty() ? Optional.empty() : since.or(() -> Optional.of(to));
    window.clear();
    from = Optional.empty();
    return new Outcome(
        finding,
        !verdict.differing().isEmpty(),
        begins,
        ending,
        drifting.isEmpty() ? List.of() : images);
  }

  /** Ends without a last window, and gives back what it holds. */
  void discard() {
    typical.discard();
  }

  /** What is told when another generation serves; empty if nothing drifts. */
  Optional<DriftEnding> replaced() {
    return ending(DriftEnd.MODEL_REPLACED, Set.of());
  }

  private Optional<DriftEnding> ending(DriftEnd reason, Set<DriftFeature> now) {
    Set<DriftFeature> over = EnumSet.noneOf(DriftFeature.class);
    over.addAll(drifting);
    over.removeAll(now);
    return over.isEmpty()
        ? Optional.empty()
        : Optional.of(new DriftEnding(model, since.orElseThrow(), to, reason, over, now));
  }

  /**
   * The end of a window.
   *
   * @param differs whether a feature differs
   * @param begins whether a feature drifts that did not before
   * @param ending features that drifted before and do not now
   * @param typical images that are typical of the drift, if there is one
   */
  record Outcome(
      DriftFinding finding,
      boolean differs,
      boolean begins,
      Optional<DriftEnding> ending,
      List<TypicalImages.Entry> typical) {}
}

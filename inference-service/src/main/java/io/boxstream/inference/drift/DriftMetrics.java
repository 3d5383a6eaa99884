package io.boxstream.inference.drift;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.drift.DriftFeature;
import io.boxstream.detection.drift.FeatureComparison;
import io.boxstream.meters.TagValues;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Meters of drift, by model. */
public final class DriftMetrics {
  static final String EFFECT = "boxstream.inference.drift.effect";
  static final String DRIFTING = "boxstream.inference.drift.drifting";
  static final String WINDOWS = "boxstream.inference.drift.windows";
  static final String IMAGES = "boxstream.inference.drift.images";

  private static final String MODEL = "model";

  private final MeterRegistry registry;
  private final Map<String, OfModel> models = new ConcurrentHashMap<>();

  /** What a window said. */
  enum Window {
    /** No feature differs. */
    USUAL,
    /** A feature differs, for the first time. */
    DIFFERENT,
    /** A feature drifts. */
    DRIFTING
  }

  /** What became of an image that was taken. */
  enum Image {
    /** It is in a window. */
    MEASURED,
    /** It could not be measured. */
    FAILED
  }

  /**
   * Makes the meters of the primary model at once, so that each is there from the start.
   *
   * @param primary its name
   */
  public DriftMetrics(MeterRegistry registry, String primary) {
    this.registry = requireNonNull(registry, "registry");
    of(primary);
  }

  /** The meters of a model. */
  OfModel of(String model) {
    return models.computeIfAbsent(model, name -> new OfModel(registry, name));
  }

  /** Meters of a model. */
  static final class OfModel {
    private final Map<DriftFeature, AtomicReference<Double>> effects =
        new EnumMap<>(DriftFeature.class);
    private final Map<DriftFeature, AtomicReference<Double>> drifting =
        new EnumMap<>(DriftFeature.class);
    private final Map<Window, Counter> windows = new EnumMap<>(Window.class);
    private final Map<Image, Counter> images = new EnumMap<>(Image.class);

    private OfModel(MeterRegistry registry, String model) {
      for (DriftFeature feature : DriftFeature.values()) {
        effects.put(
            feature,
            gauge(
                registry,
                EFFECT,
                "Population stability index of the latest windows beyond chance",
                feature,
                model));
        drifting.put(
            feature,
            gauge(
                registry,
                DRIFTING,
                "1 while traffic drifts in the feature, else 0",
                feature,
                model));
      }
      for (Window outcome : Window.values()) {
        windows.put(
            outcome,
            Counter.builder(WINDOWS)
                .description("Windows of traffic by what they said")
                .tag("outcome", TagValues.of(outcome))
                .tag(MODEL, model)
                .register(registry));
      }
      for (Image outcome : Image.values()) {
        images.put(
            outcome,
            Counter.builder(IMAGES)
                .description("Images of the traffic that were taken to look for drift")
                .tag("outcome", TagValues.of(outcome))
                .tag(MODEL, model)
                .register(registry));
      }
    }

    private static AtomicReference<Double> gauge(
        MeterRegistry registry,
        String name,
        String description,
        DriftFeature feature,
        String model) {
      AtomicReference<Double> value = new AtomicReference<>(0.0);
      Gauge.builder(name, value, AtomicReference::get)
          .description(description)
          .tag("feature", feature.code())
          .tag(MODEL, model)
          .strongReference(true)
          .register(registry);
      return value;
    }

    void count(Image outcome) {
      images.get(outcome).increment();
    }

    void finding(DriftFinding finding, Window outcome) {
      reset();
      for (FeatureComparison one : finding.comparisons()) {
        effects.get(one.feature()).set(one.effect());
      }
      finding.drifting().forEach(feature -> drifting.get(feature).set(1.0));
      windows.get(outcome).increment();
    }

    /** Another generation serves, or the model is not watched any more. */
    void reset() {
      effects.values().forEach(value -> value.set(0.0));
      drifting.values().forEach(value -> value.set(0.0));
    }
  }
}

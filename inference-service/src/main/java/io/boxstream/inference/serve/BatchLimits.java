package io.boxstream.inference.serve;

import static java.util.Objects.requireNonNull;

import io.boxstream.inference.model.ModelHolder;
import java.util.Map;
import java.util.WeakHashMap;

/** The limits of batches: each model has its own times in the engine. Thread-safe. */
final class BatchLimits {
  private final BatchSettings settings;
  private final ServingMetrics metrics;
  private final Map<ModelHolder, BatchLimit> limits = new WeakHashMap<>();

  /**
   * @param metrics shows the limit of each model
   */
  BatchLimits(BatchSettings settings, ServingMetrics metrics) {
    this.settings = requireNonNull(settings, "settings");
    this.metrics = requireNonNull(metrics, "metrics");
  }

  /** The limit of a model. */
  synchronized BatchLimit of(ModelHolder model) {
    BatchLimit known = limits.get(model);
    if (known != null) {
      return known;
    }
    BatchLimit limit = new BatchLimit(settings.maximum(), settings.objective());
    limits.put(model, limit);
    metrics.batchLimit(model.name(), limit::images);
    return limit;
  }

  /** The most images of a model's next batch. */
  int images(ModelHolder model) {
    return of(model).images();
  }

  /**
   * What an image of a model costs beside those of the others: its time in the engine by that of
   * the quickest model. 1 while only one has been measured, so that nothing changes with its times.
   */
  synchronized double cost(ModelHolder model) {
    double own = nanosPerImage(model);
    double least =
        limits.values().stream()
            .mapToDouble(BatchLimit::nanosPerImage)
            .filter(nanos -> nanos > 0)
            .min()
            .orElse(0);
    return own > 0 && least > 0 ? own / least : 1;
  }

  /**
   * How long the engine takes for an image of a model, in nanoseconds; 0 before the first batch.
   */
  double nanosPerImage(ModelHolder model) {
    return of(model).nanosPerImage();
  }
}

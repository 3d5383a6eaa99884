package io.boxstream.meters;

import io.boxstream.events.Split;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToIntFunction;

/** Meters of a service's view of the data set. */
final class DataSetMetrics {

  static final String IMAGES = "boxstream.dataset.images";

  /**
   * Creates the meters.
   *
   * @param images supplies the current number of images in a split; the registry keeps a reference
   *     to it
   */
  DataSetMetrics(MeterRegistry registry, ToIntFunction<Split> images) {
    for (Split split : Split.values()) {
      Gauge.builder(IMAGES, () -> images.applyAsInt(split))
          .description("Images of the data set in this service's view")
          .tag("split", TagValues.of(split))
          .register(registry);
    }
  }
}

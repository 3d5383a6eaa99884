package io.boxstream.meters;

import io.boxstream.events.Split;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToIntFunction;

/** The data set as a service sees it. */
final class DataSetMetrics {

  static final String IMAGES = "boxstream.dataset.images";

  /**
   * Makes the meters.
   *
   * @param images how many images a split has now; the registry keeps it
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

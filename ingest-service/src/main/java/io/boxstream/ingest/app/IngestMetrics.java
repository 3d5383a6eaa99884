package io.boxstream.ingest.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** Meters of pending imports and of the quarantine. */
final class IngestMetrics {

  static final String IMPORTS = "boxstream.ingest.imports.active";
  static final String QUARANTINE = "boxstream.ingest.quarantine.size";

  IngestMetrics(MeterRegistry registry, Supplier<Number> imports, Supplier<Number> quarantined) {
    Gauge.builder(IMPORTS, imports)
        .description("Imports that wait or are running")
        .register(registry);
    Gauge.builder(QUARANTINE, quarantined).description("Images in quarantine").register(registry);
  }
}

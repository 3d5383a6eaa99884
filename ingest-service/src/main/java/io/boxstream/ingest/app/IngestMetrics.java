package io.boxstream.ingest.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** What waits in the service for somebody or something. */
final class IngestMetrics {

  static final String IMPORTS = "boxstream.ingest.imports.active";
  static final String QUARANTINE = "boxstream.ingest.quarantine.size";

  IngestMetrics(MeterRegistry registry, Supplier<Number> imports, Supplier<Number> quarantined) {
    Gauge.builder(IMPORTS, imports)
        .description("Imports that wait or are under way")
        .register(registry);
    Gauge.builder(QUARANTINE, quarantined)
        .description("Images that lie in quarantine")
        .register(registry);
  }
}

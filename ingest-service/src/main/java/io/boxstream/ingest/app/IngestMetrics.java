package io.boxstream.ingest.app;

import io.boxstream.events.Split;
import io.boxstream.events.SuspectReason;
import io.boxstream.ingest.suspects.Suspects;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Supplier;

/** Meters of pending imports, of the quarantine and of suspects. */
final class IngestMetrics {

  static final String IMPORTS = "boxstream.ingest.imports.active";
  static final String QUARANTINE = "boxstream.ingest.quarantine.size";

  static final String SUSPECTS = "boxstream.ingest.suspects";
  static final String LEAKED = "boxstream.ingest.leaked.images";
  static final String UNCHECKED = "boxstream.ingest.unchecked.images";
  static final String REASON = "reason";
  static final String SPLIT = "split";

  IngestMetrics(
      MeterRegistry registry,
      Supplier<Number> imports,
      Supplier<Number> quarantined,
      Suspects suspects) {
    Gauge.builder(IMPORTS, imports)
        .description("Imports that wait or are running")
        .register(registry);
    Gauge.builder(QUARANTINE, quarantined).description("Images in quarantine").register(registry);
    for (SuspectReason reason : SuspectReason.values()) {
      Gauge.builder(SUSPECTS, () -> suspects.count(reason))
          .description("Images that look wrong and were not dismissed")
          .tag(REASON, reason.code())
          .register(registry);
    }
    for (Split split : List.of(Split.VAL, Split.TEST)) {
      Gauge.builder(LEAKED, () -> suspects.leaked(split))
          .description("Images that are nearly the same as one of training")
          .tag(SPLIT, split.code())
          .register(registry);
    }
    Gauge.builder(UNCHECKED, suspects::unchecked)
        .description("Images that wait for a check")
        .register(registry);
  }
}

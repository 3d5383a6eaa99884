package io.boxstream.console.app;

import io.boxstream.console.live.LiveHub;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Meters of the stream of events. */
final class ConsoleMetrics {
  static final String BROWSERS = "boxstream.console.browsers";
  static final String SENT = "boxstream.console.events.sent";
  static final String CUT_OFF = "boxstream.console.browsers.cut.off";

  private ConsoleMetrics() {}

  /** Registers the meters. */
  static void register(MeterRegistry registry, LiveHub hub) {
    Gauge.builder(BROWSERS, hub, LiveHub::browsers)
        .description("Browsers that listen to events")
        .register(registry);
    FunctionCounter.builder(SENT, hub, LiveHub::sent)
        .description("Events and comments that were sent, one for each browser")
        .register(registry);
    FunctionCounter.builder(CUT_OFF, hub, LiveHub::cutOff)
        .description("Streams that were cut off because their browsers did not read")
        .register(registry);
  }
}

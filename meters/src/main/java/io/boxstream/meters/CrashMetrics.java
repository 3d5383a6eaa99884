package io.boxstream.meters;

import io.boxstream.images.crash.FileCrashGuard;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Meters and log lines of images that were in hand when the process died. */
final class CrashMetrics {

  static final String SUSPECTED = "boxstream.crash.suspected";
  static final String REFUSED = "boxstream.crash.refused";

  private static final Logger LOG = LoggerFactory.getLogger(CrashMetrics.class);
  private static final String IMAGES = "images";

  CrashMetrics(MeterRegistry registry, FileCrashGuard guard) {
    guard.found().forEach(hash -> report(hash, guard.refuses(hash)));
    Gauge.builder(SUSPECTED, guard::suspected)
        .description("Images that were in hand at a death of the process, which are read alone")
        .baseUnit(IMAGES)
        .register(registry);
    Gauge.builder(REFUSED, guard::refused)
        .description("Images that were in hand at two deaths of the process, which are not read")
        .baseUnit(IMAGES)
        .register(registry);
  }

  private static void report(String hash, boolean refused) {
    if (refused) {
      LOG.error(
          "The last process died while it read the image with the SHA-256 {} alone, and an earlier"
              + " one as well: the image is not read again",
          hash);
    } else {
      LOG.warn(
          "The last process died while it read the image with the SHA-256 {}: the image is read"
              + " alone the next time",
          hash);
    }
  }
}

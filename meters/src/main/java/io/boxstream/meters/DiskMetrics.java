package io.boxstream.meters;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;

/** Meters of the disk of a service's work directory. */
final class DiskMetrics {

  static final String FREE = "boxstream.disk.free";
  static final String SIZE = "boxstream.disk.size";

  private static final String BYTES = "bytes";

  /**
   * Creates the meters.
   *
   * @param directory a directory on the disk; may not exist yet
   */
  DiskMetrics(MeterRegistry registry, Path directory) {
    Path absolute = directory.toAbsolutePath();
    Gauge.builder(FREE, () -> existing(absolute).toFile().getUsableSpace())
        .description("Free space on the disk of the work directory")
        .baseUnit(BYTES)
        .register(registry);
    Gauge.builder(SIZE, () -> existing(absolute).toFile().getTotalSpace())
        .description("Size of the disk of the work directory")
        .baseUnit(BYTES)
        .register(registry);
  }

  private static Path existing(Path directory) {
    Path path = directory;
    while (!path.toFile().exists() && path.getParent() != null) {
      path = path.getParent();
    }
    return path;
  }
}

package io.boxstream.meters;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;

/** The disk that a service keeps its working files on. */
final class DiskMetrics {

  static final String FREE = "boxstream.disk.free";
  static final String SIZE = "boxstream.disk.size";

  private static final String BYTES = "bytes";

  /**
   * Makes the meters.
   *
   * @param directory on the disk; may not exist yet
   */
  DiskMetrics(MeterRegistry registry, Path directory) {
    Path absolute = directory.toAbsolutePath();
    Gauge.builder(FREE, () -> existing(absolute).toFile().getUsableSpace())
        .description("Room on the disk of the working files")
        .baseUnit(BYTES)
        .register(registry);
    Gauge.builder(SIZE, () -> existing(absolute).toFile().getTotalSpace())
        .description("Size of the disk of the working files")
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

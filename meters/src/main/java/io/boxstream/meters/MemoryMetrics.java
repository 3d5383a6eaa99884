package io.boxstream.meters;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory of the whole process, and of it what Java does not account for: the engine's arrays,
 * decoded images, threads. The JVM's own meters show the rest. Known on Linux only; NaN elsewhere.
 */
final class MemoryMetrics {

  static final String RESIDENT = "boxstream.memory.resident";
  static final String OUTSIDE_JAVA = "boxstream.memory.outside.java";

  private static final Logger LOG = LoggerFactory.getLogger(MemoryMetrics.class);
  private static final String BYTES = "bytes";

  private final Path status;
  private final MemoryMXBean java = ManagementFactory.getMemoryMXBean();

  /** Makes the meters of this process. */
  MemoryMetrics(MeterRegistry registry) {
    this(registry, Path.of("/proc/self/status"));
  }

  MemoryMetrics(MeterRegistry registry, Path status) {
    this.status = status;
    Gauge.builder(RESIDENT, this, MemoryMetrics::resident)
        .description("Memory of the process that is in RAM")
        .baseUnit(BYTES)
        .strongReference(true)
        .register(registry);
    Gauge.builder(OUTSIDE_JAVA, this, MemoryMetrics::outsideJava)
        .description("Memory of the process less what Java has committed: engine, images, threads")
        .baseUnit(BYTES)
        .strongReference(true)
        .register(registry);
  }

  private double resident() {
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> 1024 * Double.parseDouble(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException notLinux) {
      LOG.debug("The memory of the process is not known", notLinux);
      return Double.NaN;
    }
  }

  /**
   * At least as much: pages that Java has committed and not touched are in no memory, and count
   * against the rest here.
   */
  private double outsideJava() {
    long committed =
        java.getHeapMemoryUsage().getCommitted() + java.getNonHeapMemoryUsage().getCommitted();
    return Math.max(0, resident() - committed);
  }
}

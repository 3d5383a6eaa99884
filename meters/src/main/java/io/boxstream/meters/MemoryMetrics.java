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
 * Memory of the whole process, and the part of it outside the JVM's accounting: the engine's
 * arrays, decoded images, threads. The JVM's own meters show the rest. Available on Linux only; NaN
 * on other systems.
 */
final class MemoryMetrics {

  static final String RESIDENT = "boxstream.memory.resident";
  static final String OUTSIDE_JAVA = "boxstream.memory.outside.java";

  private static final Logger LOG = LoggerFactory.getLogger(MemoryMetrics.class);
  private static final String BYTES = "bytes";

  private final Path status;
  private final MemoryMXBean java = ManagementFactory.getMemoryMXBean();

  /** Creates the meters of this process. */
  MemoryMetrics(MeterRegistry registry) {
    this(registry, Path.of("/proc/self/status"));
  }

  MemoryMetrics(MeterRegistry registry, Path status) {
    this.status = status;
    Gauge.builder(RESIDENT, this, MemoryMetrics::resident)
        .description("Resident memory of the process")
        .baseUnit(BYTES)
        .strongReference(true)
        .register(registry);
    Gauge.builder(OUTSIDE_JAVA, this, MemoryMetrics::outsideJava)
        .description("Resident memory minus the memory committed by Java: engine, images, threads")
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
      LOG.debug("Cannot read the memory of the process", notLinux);
      return Double.NaN;
    }
  }

  /**
   * A lower bound: pages that Java has committed but not touched are not resident, but are
   * subtracted here.
   */
  private double outsideJava() {
    long committed =
        java.getHeapMemoryUsage().getCommitted() + java.getNonHeapMemoryUsage().getCommitted();
    return Math.max(0, resident() - committed);
  }
}

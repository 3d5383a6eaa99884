package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What benchmarks need to know of this machine.
 *
 * @param folder a data set in Pascal VOC's layout; some benchmarks need it
 * @param ingest the ingest service's folder {@code quarkus-app}; some benchmarks need it
 * @param home the checkout, whose other services are packaged
 * @param work keeps what benchmarks that take hours continue from
 * @param watched how long the memory of the console's pages is watched
 * @param images how many images the benchmarks of large data sets have
 * @param gpus what is measured of GPUs
 */
record BenchmarkSettings(
    Path folder, Path ingest, Path home, Path work, Duration watched, int images, GpuTrial gpus) {

  /** A tenth of them is measured too. */
  private static final int LEAST_IMAGES = 10_000;

  BenchmarkSettings {
    requireNonNull(folder, "folder");
    requireNonNull(ingest, "ingest");
    requireNonNull(home, "home");
    requireNonNull(work, "work");
    requireNonNull(gpus, "gpus");
    if (watched.isNegative() || watched.isZero()) {
      throw new IllegalArgumentException("watched must be positive: " + watched);
    }
    if (images < LEAST_IMAGES) {
      throw new IllegalArgumentException("images must be at least " + LEAST_IMAGES + ": " + images);
    }
  }

  /** Read from the arguments of a process. */
  static BenchmarkSettings of(List<String> arguments) {
    return new BenchmarkSettings(
        Path.of(arguments.get(0)),
        Path.of(arguments.get(1)),
        Path.of(arguments.get(2)),
        Path.of(arguments.get(3)),
        Duration.parse(arguments.get(4)),
        Integer.parseInt(arguments.get(5)),
        new GpuTrial(Boolean.parseBoolean(arguments.get(6))));
  }

  /** As arguments of a process. */
  List<String> arguments() {
    return List.of(
        folder.toString(),
        ingest.toString(),
        home.toString(),
        work.toString(),
        watched.toString(),
        Integer.toString(images),
        Boolean.toString(gpus.rehearsal()));
  }

  /** The folder {@code quarkus-app} of a packaged service. */
  Path packaged(String module) {
    return home.resolve(module).resolve("target/quarkus-app");
  }
}

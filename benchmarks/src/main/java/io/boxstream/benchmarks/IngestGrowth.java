package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;

/**
 * ingest-service as a process on a log of many small images, and on a tenth of it: starts, memory,
 * disk, lists, changes and exports.
 *
 * @param service the ingest service's folder {@code quarkus-app}
 * @param images number of images of the large log
 */
record IngestGrowth(Path service, int images) implements Benchmark {

  private static final int TIMES = 10;

  IngestGrowth {
    requireNonNull(service, "service");
  }

  @Override
  public void run(Measurements figures) throws Exception {
    GrowthFigures growth = new GrowthFigures(figures);
    for (int size : List.of(images / TIMES, images)) {
      if (size == images) {
        growth.ofLarge();
      }
      try (ImportCluster cluster = ImportCluster.withoutServices()) {
        long start = System.nanoTime();
        new IngestLog(cluster.bootstrapServers()).publish(size);
        growth.add("publish", (System.nanoTime() - start) / 1e9, "s");
        IngestStarts starts = new IngestStarts(cluster, service, growth);
        starts.run();
        IngestQuestions questions = new IngestQuestions(starts.service().address(), growth);
        questions.run();
        IngestChanges changes = new IngestChanges(starts.service(), growth);
        changes.run(size);
        starts.restartOnce("end");
      }
    }
  }
}

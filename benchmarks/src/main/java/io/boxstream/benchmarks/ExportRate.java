package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import io.boxstream.benchmarks.ImportArchive.Labels;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Exports of a data set that grows: images a second for each format, and the memory of
 * ingest-service before, and at its largest while it writes the archives.
 *
 * @param service the ingest service's folder {@code quarkus-app}
 */
record ExportRate(Path service) implements Benchmark {

  private static final ImportArchive ARCHIVE = new ImportArchive(160, 120, 8_000, true, Labels.VOC);
  private static final int IMAGES = 20_000;

  /** Archives that are in the data set when it is exported. */
  private static final List<Integer> ARCHIVES = List.of(1, 3);

  private static final List<String> FORMATS = List.of("voc", "coco", "yolo");
  private static final int CHUNK = 1 << 20;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  ExportRate {
    requireNonNull(service, "service");
  }

  @Override
  public void run(Measurements figures) throws Exception {
    try (ImportCluster cluster = ImportCluster.start(service, 1, Duration.ZERO)) {
      Path zip = cluster.directory().resolve("archive.zip");
      int imported = 0;
      for (int archives : ARCHIVES) {
        for (; imported < archives; imported++) {
          ARCHIVE.write(zip, IMAGES, imported);
          ImportRate.awaitDone(ImportRate.send(cluster, zip), IMAGES);
        }
        measure(cluster, archives * IMAGES, figures);
      }
    }
  }

  private static void measure(ImportCluster cluster, int images, Measurements figures)
      throws Exception {
    double memory = cluster.ingest().residentMegabytes();
    figures.add("memory-before." + images, memory, "MB");
    for (String format : FORMATS) {
      long start = System.nanoTime();
      memory = Math.max(memory, export(cluster, format));
      double seconds = (System.nanoTime() - start) / 1e9;
      figures.add(format + "." + images, images / seconds, "images/s");
    }
    figures.add("memory." + images, memory, "MB");
  }

  /** Reads an archive to its end; returns the largest memory of the service meanwhile. */
  private static double export(ImportCluster cluster, String format)
      throws IOException, InterruptedException {
    URI address = cluster.ingestAddress().resolve("/v1/export?format=" + format);
    HttpResponse<InputStream> answer =
        CLIENT.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("the export is answered with " + answer.statusCode());
    }
    double memory = 0;
    try (InputStream in = answer.body()) {
      while (in.readNBytes(CHUNK).length == CHUNK) {
        memory = Math.max(memory, cluster.ingest().residentMegabytes());
      }
    }
    return memory;
  }
}

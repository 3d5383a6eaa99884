package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts of ingest-service: on an empty work folder, after a stop and after a kill; what it has in
 * memory and on disk, and how long it takes to stop.
 */
final class IngestStarts {

  private static final String NAME = "ingest";
  private static final String HEAP = "512m";
  private static final long LONGEST_MILLIS = 3_600_000;
  private static final double MEGABYTE = 1e6;
  private static final double LONGEST_CHECKS = 20;
  private static final long PAUSE_MILLIS = 50;
  private static final String QUESTION = "/v1/images?limit=1";
  private static final Pattern UNCHECKED = Pattern.compile("\"unchecked\":(\\d+)");

  private final ImportCluster cluster;
  private final Path program;
  private final GrowthFigures figures;
  private RunningService service;

  IngestStarts(ImportCluster cluster, Path program, GrowthFigures figures) {
    this.cluster = requireNonNull(cluster, "cluster");
    this.program = requireNonNull(program, "program");
    this.figures = requireNonNull(figures, "figures");
  }

  /** The service of the last start. */
  RunningService service() {
    return service;
  }

  /** Starts it on an empty folder, stops it, starts it, kills it, and starts it. */
  void run() throws Exception {
    start("first-start");
    memory("first-start");
    checks();
    stop("stop");
    figures.add(
        "index", Files.size(cluster.directory().resolve("ingest/index.mv")) / MEGABYTE, "MB");
    start("restart");
    memory("restart");
    service.process().kill();
    start("killed");
  }

  /** Stops and starts it once more. */
  void restartOnce(String name) throws Exception {
    stop(name + ".stop");
    start(name + ".restart");
    memory(name);
  }

  /** From the start of the process to the first list of images; meanwhile one asks. */
  private void start(String name) throws Exception {
    long start = System.nanoTime();
    service = cluster.startService(NAME, program, HEAP, List.of());
    figures.add(name + ".listens", seconds(start), "s");
    Map<Integer, Integer> answers = new TreeMap<>();
    PageRequests requests = new PageRequests(service.address());
    int status = requests.status(QUESTION);
    while (status != 200) {
      answers.merge(status, 1, Integer::sum);
      if (seconds(start) * 1000 > LONGEST_MILLIS) {
        throw new IllegalStateException("ingest-service does not become ready");
      }
      Thread.sleep(PAUSE_MILLIS);
      status = requests.status(QUESTION);
    }
    figures.add(name + ".ready", seconds(start), "s");
    for (Map.Entry<Integer, Integer> answer : answers.entrySet()) {
      figures.add(name + ".answers." + answer.getKey(), answer.getValue(), "answers");
    }
  }

  /** How many images a second are checked for label errors, on a thread of low priority. */
  private void checks() throws Exception {
    PageRequests requests = new PageRequests(service.address());
    long start = System.nanoTime();
    long before = unchecked(requests);
    long left = before;
    while (left > 0 && seconds(start) < LONGEST_CHECKS) {
      Thread.sleep(PAUSE_MILLIS);
      left = unchecked(requests);
    }
    if (before > left) {
      figures.add("checks", (before - left) / seconds(start), "images/s");
    }
  }

  private static long unchecked(PageRequests requests) throws Exception {
    Matcher unchecked = UNCHECKED.matcher(requests.body("/v1/suspects/summary"));
    if (!unchecked.find()) {
      throw new IllegalStateException("the summary of the suspects has no \"unchecked\"");
    }
    return Long.parseLong(unchecked.group(1));
  }

  private void stop(String name) throws Exception {
    long start = System.nanoTime();
    service.process().close();
    figures.add(name, seconds(start), "s");
  }

  private void memory(String name) throws IOException, InterruptedException {
    ServerProcess process = service.process();
    process.collectGarbage();
    figures.add(name + ".memory", process.residentMegabytes(), "MB");
    figures.add(name + ".heap", process.heapMegabytes(), "MB");
    figures.add(name + ".files", process.openFiles(), "files");
    figures.add(name + ".processor", process.used().toMillis() / 1e3, "s");
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}

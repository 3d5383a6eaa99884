package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * One service with a view of the data set, from its first start on. Figures have the service's name
 * in front.
 */
final class ReaderTrial {

  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final int SCRAPES = 20;
  private static final double MEGA = 1e6;
  private static final String RUN =
      """
      {"recipe": "quick", "preset": "boxstream_300_compact", "minutes": 0.1, "batch": 16}
      """;
  private static final String STEPS = "boxstream_trainer_steps_total";
  private static final String IMAGES = "boxstream_dataset_images";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final ImportCluster cluster;
  private final Program program;
  private final int images;
  private final Figures figures;
  private RunningService service;

  /** Receives what is measured. */
  @FunctionalInterface
  interface Figures {
    void add(String name, double value, String unit);
  }

  /**
   * What is started.
   *
   * @param name of the service and its work folder
   * @param folder its {@code quarkus-app}
   * @param heap for example {@code 512m}
   * @param options of its virtual machine: further settings
   */
  record Program(String name, Path folder, String heap, List<String> options) {
    Program {
      requireNonNull(name, "name");
      requireNonNull(folder, "folder");
      requireNonNull(heap, "heap");
      List<String> all = new ArrayList<>(options);
      all.add("-XX:+ExitOnOutOfMemoryError");
      options = List.copyOf(all);
    }
  }

  /**
   * @param images on the log
   */
  ReaderTrial(ImportCluster cluster, Program program, int images, Figures figures) {
    this.cluster = requireNonNull(cluster, "cluster");
    this.program = requireNonNull(program, "program");
    this.images = images;
    this.figures = requireNonNull(figures, "figures");
  }

  /** Starts with an empty folder and reads the log. */
  void firstReading() throws Exception {
    start("first");
    add("first.read", seconds(() -> await("all images", () -> counted() == images)), "s");
    add("first.processors", service.process().used().toNanos() / 1e9, "s");
    Path folder = cluster.directory().resolve(program.name());
    add("disk", command("du", "-s", "-B1", folder.toString()) / MEGA, "MB");
    add("files", command("du", "-s", "--inodes", folder.toString()), "files");
    memory("first");
    double slowest = 0;
    for (int scrape = 0; scrape < SCRAPES; scrape++) {
      slowest = Math.max(slowest, seconds(this::counted));
    }
    add("scrape", 1000 * slowest, "ms");
  }

  /** The trainer's part: a run of seconds, from its request. */
  void run() throws Exception {
    String path = "/v1/runs/" + JsonIds.first(post("/v1/runs", RUN));
    Watch watch = new Watch();
    add("run.first-step", seconds(() -> await("a step", () -> watch.metric(STEPS) > 0)), "s");
    watch.print("run");
    await("the run's end", () -> isCompleted(get(path)));
    memory("run");
  }

  /** The evaluator's part: the checkpoint of that run. */
  void evaluation() throws Exception {
    Watch watch = new Watch();
    double took =
        seconds(
            () ->
                await(
                    "an evaluation",
                    () -> {
                      double unused = watch.metric(IMAGES);
                      return get("/v1/evaluations").contains("\"checkpoint\":");
                    }));
    add("evaluated", took, "s");
    watch.print("evaluation");
    memory("evaluation");
  }

  /** Stops and starts with the folder of before, and once more after it was killed. */
  void laterStarts() throws Exception {
    add("stop", seconds(() -> service.process().close()), "s");
    start("later");
    await("all images", () -> counted() == images);
    memory("later");
    service.process().kill();
    start("killed");
    await("all images", () -> counted() == images);
    service.process().close();
  }

  private void start(String which) throws Exception {
    double took =
        seconds(
            () -> {
              service =
                  cluster.startService(
                      program.name(), program.folder(), program.heap(), program.options());
              await("readiness", () -> status("/q/health/ready") == 200);
            });
    add(which + ".ready", took, "s");
    add(which + ".ready.processors", service.process().used().toNanos() / 1e9, "s");
  }

  private void memory(String when) throws Exception {
    add(when + ".resident", service.process().residentMegabytes(), "MB");
    service.process().collectGarbage();
    add(when + ".heap", sum(get("/q/metrics"), "jvm_memory_used_bytes", "heap") / MEGA, "MB");
  }

  /** What is seen while a service is busy. */
  private final class Watch {
    private double slowest;
    private double resident;

    double metric(String name) throws Exception {
      long start = System.nanoTime();
      double value = sum(get("/q/metrics"), name, "");
      slowest = Math.max(slowest, (System.nanoTime() - start) / MEGA);
      resident = Math.max(resident, service.process().residentMegabytes());
      return value;
    }

    void print(String when) {
      add(when + ".scrape", slowest, "ms");
      add(when + ".most-resident", resident, "MB");
    }
  }

  private double counted() throws Exception {
    return sum(get("/q/metrics"), IMAGES, "");
  }

  /** The sum of a meter's values, of those lines that have a text. */
  private static double sum(String metrics, String meter, String part) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(meter) && line.contains(part) && !line.contains("nonheap"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static boolean isCompleted(String status) {
    if (status.contains("\"state\":\"FAILED\"")) {
      throw new IllegalStateException("the run has failed: " + status);
    }
    return status.contains("\"state\":\"COMPLETED\"");
  }

  private void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(program.name() + ": no " + what);
      }
      Thread.sleep(100);
    }
  }

  private String get(String path) throws Exception {
    return send(HttpRequest.newBuilder(address(path)).build(), path);
  }

  private String post(String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(address(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        path);
  }

  private String send(HttpRequest request, String path) throws Exception {
    try {
      return CLIENT.send(request, BodyHandlers.ofString()).body();
    } catch (IOException failure) {
      throw new IllegalStateException(
          program.name() + " does not answer " + path + ":\n" + cluster.logEnd(program.name()),
          failure);
    }
  }

  private int status(String path) throws Exception {
    return CLIENT
        .send(HttpRequest.newBuilder(address(path)).build(), BodyHandlers.discarding())
        .statusCode();
  }

  private URI address(String path) {
    return service.address().resolve(path);
  }

  private void add(String name, double value, String unit) {
    figures.add(program.name() + "." + name, value, unit);
  }

  private static double seconds(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  @FunctionalInterface
  private interface Work {
    void run() throws Exception;
  }

  /** The first number that a command prints. */
  private static double command(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return Double.parseDouble(output.split("\\s", 2)[0]);
  }
}

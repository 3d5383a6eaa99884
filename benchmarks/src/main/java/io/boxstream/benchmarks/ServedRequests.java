package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests a second of inference-service over HTTP and on topics, with the client on the same
 * machine, beside decoding and detection alone. They take turns; the figures are medians.
 *
 * @param programs what is started
 * @param folder the images that are sent
 */
record ServedRequests(ConsolePrograms programs, Path folder) implements Benchmark {

  private static final int CLIENTS = 16;
  private static final int ROUNDS = 5;
  private static final int WARM_UP = 2;
  private static final Duration TURN = Duration.ofSeconds(10);

  ServedRequests {
    requireNonNull(programs, "programs");
    requireNonNull(folder, "folder");
  }

  @Override
  public void run(Measurements figures) throws Exception {
    List<byte[]> images = ServedImages.of(folder);
    try (ServedSystem system = ServedSystem.start(programs);
        BareInference bare =
            new BareInference(system.architecture(), system.parameters(), images)) {
      HttpLoad http = new HttpLoad(system.detect(), images, CLIENTS);
      TopicLoad topics = new TopicLoad(system.bootstrapServers(), images);
      Turns turns = new Turns();
      for (int round = -WARM_UP; round < ROUNDS; round++) {
        Turns counted = round < 0 ? new Turns() : turns;
        double alone = bare.imagesPerSecond(TURN);
        counted.alone.add(alone);
        counted.measureHttp(http, system, alone);
        counted.measureTopics(topics, system, (int) (alone * TURN.toSeconds()), alone);
      }
      turns.print(figures);
    }
  }

  /** What was measured in each turn. */
  private static final class Turns {
    private final List<Double> alone = new ArrayList<>();
    private final List<Double> http = new ArrayList<>();
    private final List<Double> httpPart = new ArrayList<>();
    private final List<Double> httpMedian = new ArrayList<>();
    private final List<Double> httpSlow = new ArrayList<>();
    private final List<Double> service = new ArrayList<>();
    private final List<Double> client = new ArrayList<>();
    private final List<Double> topics = new ArrayList<>();
    private final List<Double> topicsPart = new ArrayList<>();
    private final List<Double> topicsService = new ArrayList<>();
    private final List<Double> topicsBroker = new ArrayList<>();
    private final List<Double> topicsClient = new ArrayList<>();
    private int failed;

    private void measureHttp(HttpLoad load, ServedSystem system, double alone) throws Exception {
      Duration serviceBefore = system.process().used();
      Duration clientBefore = used();
      long start = System.nanoTime();
      AnswerTimes times = load.atOnce(TURN);
      Duration measured = Duration.ofNanos(System.nanoTime() - start);
      service.add(processors(system.process().used().minus(serviceBefore), measured));
      client.add(processors(used().minus(clientBefore), measured));
      http.add(times.steadyRate());
      httpPart.add(100 * times.steadyRate() / alone);
      httpMedian.add(times.millis(0.5));
      httpSlow.add(times.millis(0.99));
      failed += times.failed();
    }

    private void measureTopics(TopicLoad load, ServedSystem system, int count, double alone)
        throws Exception {
      Duration serviceBefore = system.process().used();
      Duration brokerBefore = system.usedByBroker();
      Duration clientBefore = used();
      long start = System.nanoTime();
      AnswerTimes times = load.atOnce(count);
      Duration measured = Duration.ofNanos(System.nanoTime() - start);
      topicsService.add(processors(system.process().used().minus(serviceBefore), measured));
      topicsBroker.add(processors(system.usedByBroker().minus(brokerBefore), measured));
      topicsClient.add(processors(used().minus(clientBefore), measured));
      double rate = times.steadyRate();
      topics.add(rate);
      topicsPart.add(100 * rate / alone);
      failed += times.failed();
    }

    private void print(Measurements figures) {
      figures.add("alone", median(alone), "images/s");
      figures.add("http", median(http), "images/s");
      figures.add("http.of-alone", median(httpPart), "%");
      figures.add("http.p50", median(httpMedian), "ms");
      figures.add("http.p99", median(httpSlow), "ms");
      figures.add("http.service", median(service), "processors");
      figures.add("http.client", median(client), "processors");
      figures.add("topics", median(topics), "images/s");
      figures.add("topics.of-alone", median(topicsPart), "%");
      figures.add("topics.service", median(topicsService), "processors");
      figures.add("topics.broker", median(topicsBroker), "processors");
      figures.add("topics.client", median(topicsClient), "processors");
      figures.add("failed", failed, "requests");
    }

    private static double processors(Duration used, Duration measured) {
      return (double) used.toNanos() / measured.toNanos();
    }

    private static double median(List<Double> values) {
      return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static Duration used() {
      return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }
  }
}

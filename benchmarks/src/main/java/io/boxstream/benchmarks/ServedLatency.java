package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The time from a request to its answer at half of the load that the service can bear on topics: in
 * this process with decoding and detection alone, over HTTP, and from topic to topic. On topics,
 * the first minutes count by themselves: for so long the virtual machines of service, broker and
 * client still compile, and a compilation takes a processor from what it shall make faster.
 *
 * @param programs what is started
 * @param folder the images that are sent
 */
record ServedLatency(ConsolePrograms programs, Path folder) implements Benchmark {

  private static final int CLIENTS = 8;
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final int WARM_UP_REQUESTS = 4000;
  private static final Duration EARLY = Duration.ofMinutes(3);
  private static final Duration MEASURED = Duration.ofSeconds(60);

  ServedLatency {
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
      bare.imagesPerSecond(WARM_UP);
      http.atOnce(WARM_UP);
      topics.atOnce(WARM_UP_REQUESTS);
      double half = topics.atOnce(WARM_UP_REQUESTS).steadyRate() / 2;
      figures.add("load", half, "requests/s");
      print("bare", bare.atRate(half, MEASURED), figures);
      print("http", http.atRate(half, MEASURED), figures);
      print("topics.early", topics.atRate(half, EARLY), figures);
      print("topics", topics.atRate(half, MEASURED), figures);
    }
  }

  private static void print(String name, AnswerTimes times, Measurements figures) {
    figures.add(name + ".p50", times.millis(0.5), "ms");
    figures.add(name + ".p99", times.millis(0.99), "ms");
    figures.add(name + ".failed", times.failed(), "requests");
  }
}

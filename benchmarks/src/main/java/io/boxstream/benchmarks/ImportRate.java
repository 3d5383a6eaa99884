package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import io.boxstream.benchmarks.ImportArchive.Labels;
import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.TopicAdmin;
import io.boxstream.events.TopicDefinition;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;

/**
 * Archives through the ingest service, from the answer that the archive is on its disk to the last
 * acknowledgement, beside Kafka's producer benchmark with records of the same size on the same
 * broker. Broker, store and service are processes on this machine and share its processors.
 *
 * @param service the ingest service's folder {@code quarkus-app}
 * @param brokers one, or two that both have every record
 * @param latency each way between clients and brokers
 */
record ImportRate(Path service, int brokers, Duration latency) implements Benchmark {

  private static final List<Size> SIZES =
      List.of(
          new Size("8kB", small(Labels.VOC), 20_000, 60_000),
          new Size("8kB-coco", small(Labels.COCO), 20_000, 60_000),
          new Size("8kB-yolo", small(Labels.YOLO), 20_000, 60_000),
          new Size("100kB", large(true), 10_000, 16_000),
          new Size("100kB-stored", large(false), 10_000, 16_000));

  private static final Pattern STATE = Pattern.compile("\"state\":\"([A-Z]+)\"");
  private static final Pattern ACCEPTED = Pattern.compile("\"accepted\":(\\d+)");

  /** As the topic of labelled images, so that the producer has as many partitions. */
  private static final String PRODUCER_TOPIC = "producer-benchmark";

  private static final int PARTITIONS = 6;

  /** Archives that go in before the one that counts, until none is this much faster any more. */
  private static final double STILL_FASTER = 1.03;

  private static final int FEWEST_UNTIMED = 2;
  private static final int MOST_UNTIMED = 6;

  private static final double MEGABYTE = 1e6;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** What is imported, and how many records the producer writes. */
  private record Size(String name, ImportArchive archive, int images, int records) {}

  private static ImportArchive small(Labels labels) {
    return new ImportArchive(160, 120, 8_000, true, labels);
  }

  private static ImportArchive large(boolean deflated) {
    return new ImportArchive(500, 375, 100_000, deflated, Labels.VOC);
  }

  ImportRate {
    requireNonNull(service, "service");
    requireNonNull(latency, "latency");
  }

  /** Why this cannot be run; nothing if it can. */
  static Optional<String> obstacle(Path service) {
    return Files.isReadable(service.resolve("quarkus-run.jar"))
        ? Optional.empty()
        : Optional.of("there is no " + service.resolve("quarkus-run.jar"));
  }

  @Override
  public void run(Measurements figures) throws Exception {
    // A service for each: the JIT compiler adapts to the code that it has seen.
    for (Size size : SIZES) {
      try (ImportCluster cluster = ImportCluster.start(service, brokers, latency)) {
        createTopic(cluster.bootstrapServers());
        measure(cluster, size, figures);
      }
    }
  }

  private static void createTopic(String bootstrapServers) {
    Map<String, String> settings = Map.of("max.message.bytes", "2097152");
    try (Admin admin = KafkaClients.admin(KafkaSettings.of(bootstrapServers))) {
      new TopicAdmin(admin, Duration.ofSeconds(30))
          .create(List.of(new TopicDefinition(PRODUCER_TOPIC, PARTITIONS, settings)));
    }
  }

  private static void measure(ImportCluster cluster, Size size, Measurements figures)
      throws Exception {
    Path zip = cluster.directory().resolve("archive.zip");
    int untimed = warmUp(cluster, size, zip);
    long bytes = size.archive().write(zip, size.images(), untimed);

    URI status = send(cluster, zip);
    Duration ingest = cluster.ingest().used();
    Duration broker = cluster.usedByBrokers();
    ProcessorLoad before = ProcessorLoad.now();
    long start = System.nanoTime();
    awaitDone(status, size.images());
    double seconds = (System.nanoTime() - start) / 1e9;
    ProcessorLoad after = ProcessorLoad.now();
    double ingestSeconds = seconds(cluster.ingest().used().minus(ingest));
    double brokerSeconds = seconds(cluster.usedByBrokers().minus(broker));

    double imageBytes = (double) bytes / size.images();
    double producer =
        ProducerRate.measure(
            cluster.bootstrapServers(), PRODUCER_TOPIC, size.records(), (int) imageBytes);
    String name = size.name();
    double rate = size.images() / seconds;
    figures.add(name, rate, "images/s");
    figures.add(name + ".bytes", rate * imageBytes / MEGABYTE, "MB/s");
    figures.add(name + ".producer", producer * imageBytes / MEGABYTE, "MB/s");
    figures.add(name + ".part-of-producer", 100 * rate / producer, "%");
    figures.add(name + ".processors-busy", 100 * after.since(before), "%");
    figures.add(name + ".ingest", ingestSeconds / seconds, "processors");
    figures.add(name + ".brokers", brokerSeconds / seconds, "processors");
  }

  /**
   * Archives until the JIT compiler is done, which is only after tens of thousands of images; it
   * takes the same processors.
   *
   * @return how many
   */
  private static int warmUp(ImportCluster cluster, Size size, Path zip) throws Exception {
    double fastest = 0;
    for (int done = 0; done < MOST_UNTIMED; done++) {
      size.archive().write(zip, size.images(), done);
      long start = System.nanoTime();
      awaitDone(send(cluster, zip), size.images());
      double rate = size.images() * 1e9 / (System.nanoTime() - start);
      if (done >= FEWEST_UNTIMED && rate < fastest * STILL_FASTER) {
        return done + 1;
      }
      fastest = Math.max(fastest, rate);
    }
    return MOST_UNTIMED;
  }

  /** Sends an archive; returns, once it is on the service's disk, the address of its import. */
  static URI send(ImportCluster cluster, Path zip) throws IOException, InterruptedException {
    URI imports = cluster.ingestAddress().resolve("/v1/imports");
    HttpRequest request =
        HttpRequest.newBuilder(imports)
            .header("Content-Type", "application/zip")
            .POST(HttpRequest.BodyPublishers.ofFile(zip))
            .build();
    HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
    return URI.create(imports + "/" + JsonIds.first(answer.body()));
  }

  /** Waits for the last acknowledgement. */
  static void awaitDone(URI status, int images) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(status).build();
    String body;
    do {
      Thread.sleep(20);
      body = CLIENT.send(request, BodyHandlers.ofString()).body();
    } while (found(STATE, body).equals("RUNNING"));
    if (!found(STATE, body).equals("DONE") || Integer.parseInt(found(ACCEPTED, body)) != images) {
      throw new IllegalStateException("not all of " + images + " images went in: " + body);
    }
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("the ingest service answered: " + text);
    }
    return matcher.group(1);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}

package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.Presets;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Broker, store, evaluator-service and inference-service with a model that a run has trained. */
final class ServedSystem implements AutoCloseable {

  private static final String EVALUATOR = "evaluator";
  private static final String INFERENCE = "inference";
  private static final String HEAP = "512m";
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ConsolePrograms programs;
  private final ConsoleCluster cluster;
  private RunningService inference;

  private ServedSystem(ConsolePrograms programs, ConsoleCluster cluster) {
    this.programs = requireNonNull(programs, "programs");
    this.cluster = requireNonNull(cluster, "cluster");
    this.inference = cluster.services().get(INFERENCE);
  }

  /** Starts it; the services that only training needs have ended. */
  static ServedSystem start(ConsolePrograms programs) throws Exception {
    ConsoleCluster cluster = ConsoleCluster.startAll(programs);
    try {
      TrainedSystem.of(cluster);
      for (var service : cluster.services().entrySet()) {
        if (!List.of(EVALUATOR, INFERENCE).contains(service.getKey())) {
          service.getValue().process().close();
        }
      }
      return new ServedSystem(programs, cluster);
    } catch (Exception e) {
      cluster.close();
      throw e;
    }
  }

  /** Where images are answered. */
  URI detect() {
    return inference.address().resolve("/v1/detect");
  }

  String bootstrapServers() {
    return cluster.imports().bootstrapServers();
  }

  /** The process of inference-service. */
  ServerProcess process() {
    return inference.process();
  }

  /** The processors' time that the broker has used. */
  Duration usedByBroker() {
    return cluster.imports().usedByBrokers();
  }

  /** Stops inference-service. */
  void stop() throws InterruptedException {
    inference.process().close();
  }

  /** Starts inference-service again; what it had on its disk is there. Returns when it listens. */
  void start() throws Exception {
    inference =
        cluster
            .imports()
            .startService(INFERENCE, programs.others().get(INFERENCE), HEAP, List.of());
  }

  /**
   * Starts a further instance of inference-service with a work directory of its own. Returns when
   * it serves the model.
   *
   * @param name of its log and its work directory
   * @param environment variables besides those of this process
   */
  ServerProcess startInstance(String name, Map<String, String> environment) throws Exception {
    RunningService instance =
        cluster
            .imports()
            .startService(name, programs.others().get(INFERENCE), HEAP, List.of(), environment);
    ConsoleCluster.awaitReady(instance.address());
    return instance.process();
  }

  /** The served checkpoint. */
  String checkpoint() throws IOException {
    return model().path("checkpointId").asText();
  }

  private JsonNode model() throws IOException {
    return get(inference.address().resolve("/v1/model"));
  }

  /** The served network. */
  DetectorArchitecture architecture() throws IOException {
    JsonNode model = model();
    List<String> classes = new ArrayList<>();
    model.path("classes").forEach(label -> classes.add(label.asText()));
    return new DetectorArchitecture(Presets.named(model.path("preset").asText()), classes);
  }

  /** The file that inference-service has read the served parameters from. */
  Path parameters() throws IOException {
    try (Stream<Path> files = Files.walk(cluster.imports().directory().resolve(INFERENCE))) {
      return files
          .filter(Files::isRegularFile)
          .max(Comparator.comparingLong(file -> file.toFile().length()))
          .orElseThrow();
    }
  }

  /** The checkpoints that were evaluated. */
  List<String> checkpoints() throws IOException {
    JsonNode evaluations =
        get(cluster.services().get(EVALUATOR).address().resolve("/v1/evaluations"));
    return evaluations.findValuesAsText("checkpoint").stream().distinct().toList();
  }

  /** Promotes a checkpoint by hand. */
  void promote(String checkpoint) throws IOException {
    String model = model().path("model").asText();
    URI promotions =
        cluster.services().get(EVALUATOR).address().resolve("/v1/models/" + model + "/promotions");
    HttpURLConnection connection = (HttpURLConnection) promotions.toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setDoOutput(true);
    try (var out = connection.getOutputStream()) {
      JSON.writeValue(
          out,
          JSON.createObjectNode()
              .put("checkpoint", checkpoint)
              .put("caller", "benchmark")
              .put("reason", "a swap to measure"));
    }
    if (connection.getResponseCode() / 100 != 2) {
      throw new IllegalStateException(
          "the promotion was answered with " + connection.getResponseCode());
    }
  }

  /** Waits until a generation is served. */
  void awaitGeneration(long generation) throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (generation() < generation) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("generation " + generation + " is not served");
      }
      Thread.sleep(10);
    }
  }

  /** The served generation. */
  long generation() throws IOException {
    return model().path("generation").asLong();
  }

  private static JsonNode get(URI address) throws IOException {
    try (InputStream in = address.toURL().openStream()) {
      return JSON.readTree(in);
    }
  }

  @Override
  public void close() throws Exception {
    cluster.close();
  }
}

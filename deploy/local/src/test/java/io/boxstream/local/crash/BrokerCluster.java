package io.boxstream.local.crash;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaSettings;
import io.boxstream.local.process.JavaCommands;
import io.boxstream.testbed.BrokerConfiguration;
import io.boxstream.testbed.BrokerStorage;
import io.boxstream.testbed.FreePorts;
import io.boxstream.testbed.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;

/**
 * Three brokers as processes, each a controller, too (KRaft), on 127.0.0.1. A topic has three
 * replicas unless its creator wants others, and a record is acknowledged when two have it. Brokers
 * can be killed.
 */
final class BrokerCluster implements TestBroker {

  private static final int SIZE = 3;
  private static final int HEAP_MEGABYTES = 384;
  private static final Duration LONGEST = Duration.ofSeconds(90);

  private final Path directory;
  private final List<Integer> ports = FreePorts.find(2 * SIZE);
  private final Map<Integer, Process> processes = new TreeMap<>();

  private BrokerCluster(Path directory) {
    this.directory = directory;
  }

  /** Starts the three and waits until all take part. */
  static BrokerCluster start(Path directory) throws IOException {
    BrokerCluster cluster = new BrokerCluster(directory);
    try {
      for (int node : nodes()) {
        cluster.startNode(node);
      }
      cluster.awaitNodes(SIZE);
      return cluster;
    } catch (IOException | RuntimeException | Error failure) {
      cluster.close();
      throw failure;
    }
  }

  static List<Integer> nodes() {
    return IntStream.rangeClosed(1, SIZE).boxed().toList();
  }

  /** Kills a broker as the system does without memory. */
  void kill(int node) throws InterruptedException {
    processes.get(node).destroyForcibly().waitFor();
  }

  /** Starts a broker that was killed, and waits until it takes part. */
  void restart(int node) throws IOException {
    startNode(node);
    awaitNodes(SIZE);
  }

  /** The least number of in-sync replicas that a partition of a topic has. */
  int inSync(String topic) throws Exception {
    try (Admin admin = KafkaClients.admin(KafkaSettings.of(bootstrapServers()))) {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .get(topic)
          .partitions()
          .stream()
          .mapToInt(partition -> partition.isr().size())
          .min()
          .orElseThrow();
    }
  }

  private void startNode(int node) throws IOException {
    Path folder = directory.resolve("broker-" + node);
    BrokerStorage.format(folder, node);
    Path file = directory.resolve("broker-" + node + ".properties");
    Files.writeString(
        file,
        settings(node, folder).entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .collect(joining("\n", "", "\n")));
    ProcessBuilder builder =
        new ProcessBuilder(
            JavaCommands.ofThisProcess()
                .run(
                    HEAP_MEGABYTES,
                    List.of("-XX:TieredStopAtLevel=1"),
                    System.getProperty("java.class.path"),
                    "kafka.Kafka",
                    List.of(file.toString())));
    builder.redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(directory.resolve("broker-" + node + ".log").toFile()));
    processes.put(node, builder.start());
  }

  private Map<String, String> settings(int node, Path folder) {
    Map<String, String> settings =
        new TreeMap<>(
            new BrokerConfiguration(folder, clientPort(node), controllerPort(node)).properties());
    settings.put("node.id", String.valueOf(node));
    settings.put(
        "controller.quorum.voters",
        nodes().stream()
            .map(voter -> voter + "@127.0.0.1:" + controllerPort(voter))
            .collect(joining(",")));
    settings.put("default.replication.factor", "3");
    settings.put("min.insync.replicas", "2");
    settings.put("offsets.topic.replication.factor", "3");
    settings.put("transaction.state.log.replication.factor", "3");
    settings.put("transaction.state.log.min.isr", "2");
    settings.put("replica.lag.time.max.ms", "3000");
    return settings;
  }

  private void awaitNodes(int count) {
    try (Admin admin = KafkaClients.admin(KafkaSettings.of(bootstrapServers()))) {
      await()
          .atMost(LONGEST)
          .ignoreExceptions()
          .until(() -> admin.describeCluster().nodes().get().size() == count);
    }
  }

  private int clientPort(int node) {
    return ports.get(node - 1);
  }

  private int controllerPort(int node) {
    return ports.get(SIZE + node - 1);
  }

  @Override
  public int port() {
    return clientPort(1);
  }

  @Override
  public String bootstrapServers() {
    return nodes().stream().map(node -> "127.0.0.1:" + clientPort(node)).collect(joining(","));
  }

  /** Kills all. */
  @Override
  public void close() {
    processes.values().forEach(Process::destroyForcibly);
    processes.values().forEach(process -> process.onExit().join());
  }
}

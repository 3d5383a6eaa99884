package io.boxstream.benchmarks;

import io.boxstream.testbed.BrokerConfiguration;
import io.boxstream.testbed.BrokerStorage;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * The process of one broker. The first one is the controller too; a second one has a copy of every
 * record.
 */
final class BrokerProcess {

  private static final int SECOND_NODE = 2;

  private BrokerProcess() {}

  /**
   * Runs a broker until the process ends.
   *
   * @param arguments its number, 1 or 2; how many there are; the folder of all; the port that it
   *     listens on; the port that clients are told; the controller's port
   */
  public static void main(String[] arguments) throws Exception {
    int node = Integer.parseInt(arguments[0]);
    Path root = Path.of(arguments[2]);
    int port = Integer.parseInt(arguments[3]);
    int controllerPort = Integer.parseInt(arguments[5]);
    Path directory = root.resolve("broker" + node);
    Map<String, String> properties =
        new HashMap<>(new BrokerConfiguration(directory, port, controllerPort).properties());
    properties.put("default.replication.factor", arguments[1]);
    properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + arguments[4]);
    if (node == SECOND_NODE) {
      properties.put("node.id", arguments[0]);
      properties.put("process.roles", "broker");
      properties.put("listeners", "PLAINTEXT://127.0.0.1:" + port);
      formatSecond(directory, root.resolve("broker1"));
    } else {
      BrokerStorage.format(directory);
    }
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
    server.startup();
    server.awaitShutdown();
  }

  private static void formatSecond(Path directory, Path first) throws Exception {
    Properties metadata = new Properties();
    try (var in = Files.newInputStream(first.resolve("meta.properties"))) {
      metadata.load(in);
    }
    Files.createDirectories(directory);
    try (PrintStream out = new PrintStream(PrintStream.nullOutputStream())) {
      new Formatter()
          .setPrintStream(out)
          .setNodeId(SECOND_NODE)
          .setClusterId(metadata.getProperty("cluster.id"))
          .addDirectory(directory.toString())
          .setMetadataLogDirectory(directory.toString())
          .setControllerListenerName("CONTROLLER")
          .setIgnoreFormatted(true)
          .run();
    }
  }
}

package io.boxstream.testbed;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The settings of a broker that is its own controller (KRaft, one node), as tests and the local run
 * use it. Topics are never created by the broker on its own, every replicated internal topic has
 * one replica, and a broker that was killed is let in again within seconds.
 *
 * @param directory where the broker keeps its logs and its metadata
 * @param port the port clients connect to, on 127.0.0.1
 * @param controllerPort the port of the controller, on 127.0.0.1
 */
public record BrokerConfiguration(Path directory, int port, int controllerPort) {

  /** The only node of the cluster. */
  public static final int NODE_ID = 1;

  /** The listener that formatting and the broker agree on for the controller. */
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  /** Enough for an image inline (512 KiB by default) and for large detection requests. */
  private static final int MAXIMUM_MESSAGE_BYTES = 16 * 1024 * 1024;

  public BrokerConfiguration {
    Objects.requireNonNull(directory, "directory");
    requirePort(port, "port");
    requirePort(controllerPort, "controllerPort");
    if (port == controllerPort) {
      throw new IllegalArgumentException("port and controllerPort are both " + port);
    }
  }

  /** Where clients connect. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** The settings under Kafka's own names, as a server.properties file would hold them. */
  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("node.id", String.valueOf(NODE_ID));
    properties.put("process.roles", "broker,controller");
    properties.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
    properties.put("controller.listener.names", CONTROLLER_LISTENER);
    properties.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,%s://127.0.0.1:%d"
            .formatted(port, CONTROLLER_LISTENER, controllerPort));
    properties.put("advertised.listeners", "PLAINTEXT://" + bootstrapServers());
    properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("log.dirs", directory.toAbsolutePath().toString());
    properties.putAll(behaviour());
    return properties;
  }

  /** Those of the settings that name neither addresses nor folders. */
  static Map<String, String> behaviour() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("auto.create.topics.enable", "false");
    properties.put("broker.session.timeout.ms", "3000");
    properties.put("broker.heartbeat.interval.ms", "500");
    properties.put("group.initial.rebalance.delay.ms", "0");
    // A test that kills a consumer may want the next one to take over sooner than after six
    // seconds.
    properties.put("group.min.session.timeout.ms", "1000");
    properties.put("message.max.bytes", String.valueOf(MAXIMUM_MESSAGE_BYTES));
    properties.put("replica.fetch.max.bytes", String.valueOf(MAXIMUM_MESSAGE_BYTES));
    properties.put("socket.request.max.bytes", String.valueOf(4 * MAXIMUM_MESSAGE_BYTES));
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("offsets.topic.num.partitions", "8");
    properties.put("transaction.state.log.replication.factor", "1");
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("transaction.state.log.num.partitions", "4");
    properties.put("share.coordinator.state.topic.replication.factor", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("share.coordinator.state.topic.num.partitions", "4");
    properties.put("log.cleaner.dedupe.buffer.size", "16777216");
    return properties;
  }

  private static void requirePort(int port, String name) {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(name + " is not a port: " + port);
    }
  }
}

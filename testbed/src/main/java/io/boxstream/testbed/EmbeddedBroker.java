package io.boxstream.testbed;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker inside this process, broker and controller in one node (KRaft), on 127.0.0.1.
 *
 * <p>It keeps its data in the folder it is given, so a broker that was closed can be started again
 * on the same folder, and on the same port when clients are meant to find it again. Topics are not
 * created automatically. Starting takes a few seconds.
 */
public final class EmbeddedBroker implements TestBroker {

  private static final int ATTEMPTS = 5;

  private final BrokerConfiguration configuration;
  private final KafkaRaftServer server;

  private EmbeddedBroker(BrokerConfiguration configuration, KafkaRaftServer server) {
    this.configuration = configuration;
    this.server = server;
  }

  /**
   * Starts a broker on free ports.
   *
   * @param directory where it keeps its data; made when absent
   * @throws TestbedException if it does not start
   */
  public static EmbeddedBroker start(Path directory) {
    return start(directory, Map.of());
  }

  /**
   * Starts a broker on free ports, with further settings, for instance for who may do what.
   *
   * @param directory where it keeps its data; made when absent
   * @param settings added to those of {@link BrokerConfiguration}, or in their place
   * @throws TestbedException if it does not start
   */
  public static EmbeddedBroker start(Path directory, Map<String, String> settings) {
    Objects.requireNonNull(directory, "directory");
    TestbedException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var ports = FreePorts.find(2);
      try {
        return start(new BrokerConfiguration(directory, ports.get(0), ports.get(1)), settings);
      } catch (TestbedException e) {
        last = e;
      }
    }
    throw Objects.requireNonNull(last);
  }

  /**
   * Starts a broker on a port of the caller's choice, for instance the one it had before it was
   * closed.
   *
   * @param directory where it keeps its data; made when absent
   * @param port the port for clients, on 127.0.0.1
   * @throws TestbedException if it does not start
   */
  public static EmbeddedBroker start(Path directory, int port) {
    return start(new BrokerConfiguration(directory, port, FreePorts.find()), Map.of());
  }

  /**
   * Starts a broker that clients reach over TLS, on free ports.
   *
   * @param directory where it keeps its data; made when absent
   * @throws TestbedException if it does not start
   */
  public static EmbeddedBroker start(Path directory, SecureListener listener) {
    var ports = FreePorts.find(3);
    BrokerConfiguration configuration =
        new BrokerConfiguration(directory, ports.get(0), ports.get(1));
    return start(
        configuration, listener.properties(configuration, ports.get(2)), listener.scramArguments());
  }

  private static EmbeddedBroker start(
      BrokerConfiguration configuration, Map<String, String> settings) {
    return start(configuration, settings, List.of());
  }

  private static EmbeddedBroker start(
      BrokerConfiguration configuration, Map<String, String> settings, List<String> users) {
    KafkaRaftServer server = null;
    try {
      Map<String, String> properties = new HashMap<>(configuration.properties());
      properties.putAll(settings);
      BrokerStorage.format(configuration.directory(), users);
      server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
      server.startup();
      return new EmbeddedBroker(configuration, server);
    } catch (Exception e) {
      if (server != null) {
        server.shutdown();
      }
      throw new TestbedException(
          "the broker did not start on " + configuration.bootstrapServers(), e);
    }
  }

  @Override
  public int port() {
    return configuration.port();
  }

  /** Stops the broker in order: what was acknowledged is on disk. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}

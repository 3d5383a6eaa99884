package io.boxstream.testbed;

import java.nio.file.Path;

/**
 * A real Kafka broker for a test, on 127.0.0.1: inside this process, or in a container where the
 * system property {@code testbed.containers} is true. Topics are not created automatically.
 */
public interface TestBroker extends AutoCloseable {

  /**
   * Starts a broker on a free port, or where the broker of this folder listened before.
   *
   * @param directory stands for the broker's data, which are there again when a broker is started
   *     on it again; made when absent
   * @throws TestbedException if it does not start
   */
  static TestBroker start(Path directory) {
    return Containers.areWanted()
        ? ContainerBroker.start(directory)
        : EmbeddedBroker.start(directory);
  }

  /**
   * Starts a broker on the port that it had before it was closed.
   *
   * @param directory stands for the broker's data; made when absent
   * @param port the port for clients, on 127.0.0.1
   * @throws TestbedException if it does not start
   */
  static TestBroker start(Path directory, int port) {
    return Containers.areWanted()
        ? ContainerBroker.start(directory, port)
        : EmbeddedBroker.start(directory, port);
  }

  /** The port clients connect to. */
  int port();

  /** Where clients connect, as {@code bootstrap.servers} wants it. */
  default String bootstrapServers() {
    return "127.0.0.1:" + port();
  }

  /** Stops the broker; what was acknowledged is there when it is started again. */
  @Override
  void close();
}

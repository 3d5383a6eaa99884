package io.boxstream.testbed;

import java.net.URI;
import java.nio.file.Path;

/**
 * A real S3 server for a test, on 127.0.0.1: inside this process, or in a container where the
 * system property {@code testbed.containers} is true. It checks version 4 signatures, and creating
 * an object only when it is absent is atomic. Buckets are made by the client.
 */
public interface TestStore extends AutoCloseable {

  /** Names the credentials of every store. */
  String ACCESS_KEY = "boxstream-test";

  /** Signs requests to every store. */
  String SECRET_KEY = "boxstream-test-secret";

  /**
   * Starts a store on a free port, or where the store of this folder listened before.
   *
   * @param directory stands for the store's objects, which are there again when a store is started
   *     on it again; made when absent
   * @throws TestbedException if it does not start
   */
  static TestStore start(Path directory) {
    return Containers.areWanted()
        ? ContainerStore.start(directory)
        : EmbeddedStore.start(directory);
  }

  /**
   * Starts a store on the port that it had before it was closed.
   *
   * @param directory stands for the store's objects; made when absent
   * @param port the port on 127.0.0.1
   * @throws TestbedException if it does not start
   */
  static TestStore start(Path directory, int port) {
    return Containers.areWanted()
        ? ContainerStore.start(directory, port)
        : EmbeddedStore.start(directory, port);
  }

  /** The port clients connect to. */
  int port();

  /** Where clients connect. */
  default URI endpoint() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** Names the credentials. */
  default String accessKey() {
    return ACCESS_KEY;
  }

  /** Signs requests. */
  default String secretKey() {
    return SECRET_KEY;
  }

  /** Stops the server; the objects are there when it is started again. */
  @Override
  void close();
}

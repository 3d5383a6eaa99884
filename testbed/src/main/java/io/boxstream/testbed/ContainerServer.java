package io.boxstream.testbed;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/**
 * A server in a container that listens on a port of 127.0.0.1. Its data are in the container: the
 * folder that a test gives it holds a note of which container that is, so that starting on the same
 * folder starts the same container. Testcontainers removes all of them when the JVM ends.
 */
final class ContainerServer implements AutoCloseable {

  private static final String NOTE = "container";

  private final String container;
  private final int port;

  private ContainerServer(String container, int port) {
    this.container = container;
    this.port = port;
  }

  /** Starts the container of a folder on the port it had, a new one on a free port. */
  static ContainerServer start(Path directory, Supplier<GenericContainer<?>> definition) {
    Path note = directory.resolve(NOTE);
    if (Files.exists(note)) {
      ContainerServer known = read(note);
      known.startAgain();
      return known;
    }
    return create(directory, FreePorts.find(), definition);
  }

  /** Starts the container of a folder, which listened on this port, or a new one. */
  static ContainerServer start(Path directory, int port, Supplier<GenericContainer<?>> definition) {
    Path note = directory.resolve(NOTE);
    if (Files.notExists(note)) {
      return create(directory, port, definition);
    }
    ContainerServer known = read(note);
    if (known.port != port) {
      throw new IllegalArgumentException(
          "the container of " + directory + " listens on " + known.port + ", not on " + port);
    }
    known.startAgain();
    return known;
  }

  private static ContainerServer create(
      Path directory, int port, Supplier<GenericContainer<?>> definition) {
    GenericContainer<?> container = definition.get();
    int inside = container.getExposedPorts().get(0);
    container.setPortBindings(List.of("127.0.0.1:" + port + ":" + inside));
    try {
      Files.createDirectories(directory);
      container.start();
      Files.writeString(directory.resolve(NOTE), container.getContainerId() + " " + port);
    } catch (IOException | RuntimeException e) {
      throw new TestbedException(
          container.getDockerImageName() + " did not start on port " + port, e);
    }
    return new ContainerServer(container.getContainerId(), port);
  }

  private static ContainerServer read(Path note) {
    try {
      String[] parts = Files.readString(note).split(" ", -1);
      return new ContainerServer(parts[0], Integer.parseInt(parts[1]));
    } catch (IOException e) {
      throw new TestbedException("could not read " + note, e);
    }
  }

  private void startAgain() {
    docker().startContainerCmd(container).exec();
  }

  int port() {
    return port;
  }

  /** Kills the server, which is the quickest way and the hardest for whoever depends on it. */
  @Override
  public void close() {
    docker().killContainerCmd(container).exec();
  }

  private static DockerClient docker() {
    return DockerClientFactory.lazyClient();
  }
}

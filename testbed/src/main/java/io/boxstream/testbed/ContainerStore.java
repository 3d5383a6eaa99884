package io.boxstream.testbed;

import com.github.dockerjava.api.model.Volume;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.rnorth.ducttape.TimeoutException;
import org.rnorth.ducttape.unreliables.Unreliables;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** An S3 server (versitygw over a folder) in a container. */
final class ContainerStore implements TestStore {

  private static final DockerImageName IMAGE = DockerImageName.parse("versity/versitygw:v1.8.0");
  private static final int PORT = 7070;
  private static final String FOLDER = "/data";
  private static final int LONGEST_START_SECONDS = 30;

  private final ContainerServer server;

  private ContainerStore(ContainerServer server) {
    this.server = server;
  }

  static ContainerStore start(Path directory) {
    return answering(ContainerServer.start(directory, ContainerStore::define));
  }

  static ContainerStore start(Path directory, int port) {
    return answering(ContainerServer.start(directory, port, ContainerStore::define));
  }

  private static GenericContainer<?> define() {
    return new GenericContainer<>(IMAGE)
        .withCommand("posix", FOLDER)
        .withEnv("ROOT_ACCESS_KEY", ACCESS_KEY)
        .withEnv("ROOT_SECRET_KEY", SECRET_KEY)
        .withExposedPorts(PORT)
        // The image has no folder for objects: a volume makes one.
        .withCreateContainerCmdModifier(command -> command.withVolumes(new Volume(FOLDER)));
  }

  /** Any answer will do: without a signature it is a refusal. */
  private static ContainerStore answering(ContainerServer server) {
    ContainerStore store = new ContainerStore(server);
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest question = HttpRequest.newBuilder(store.endpoint()).build();
    try {
      Unreliables.retryUntilSuccess(
          LONGEST_START_SECONDS,
          TimeUnit.SECONDS,
          () -> http.send(question, BodyHandlers.discarding()));
      return store;
    } catch (TimeoutException e) {
      throw new TestbedException("the store does not answer on " + store.endpoint(), e);
    }
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
  }
}

package io.boxstream.local.crash;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.ObjectStores;
import io.boxstream.artifacts.store.StoreSettings;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.TopicAdmin;
import io.boxstream.local.LocalCheckout;
import io.boxstream.testbed.FreePorts;
import io.boxstream.testbed.TestBroker;
import io.boxstream.testbed.TestStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;

/** A broker, a store, and the services that are started between them with a deadly decoder. */
final class Surroundings implements AutoCloseable {

  private static final String BUCKET = "boxstream";

  /** In the order of their ports, so that several can start together. */
  private static final List<String> SERVICES =
      List.of("ingest-service", "trainer-service", "evaluator-service", "inference-service");

  private final Path directory;
  private final int ports = LocalCheckout.freePortBase();
  private TestBroker broker;
  private final TestStore store;
  private final ObjectStore client;
  private final Path agent;

  Surroundings(Path directory) throws IOException {
    this(directory, TestBroker.start(directory.resolve("broker")));
  }

  /**
   * @param broker closed with the surroundings
   */
  Surroundings(Path directory, TestBroker broker) throws IOException {
    this.directory = directory;
    this.broker = broker;
    this.store = TestStore.start(directory.resolve("store"));
    this.client =
        ObjectStores.connect(
            StoreSettings.of(
                store.endpoint().toString(), store.accessKey(), store.secretKey(), BUCKET));
    client.createBucket();
    TopicAdmin.createAll(broker.bootstrapServers());
    this.agent = DeadlyAgentJar.write(directory.resolve("agent.jar"));
  }

  KafkaSettings kafka() {
    return KafkaSettings.of(broker.bootstrapServers());
  }

  ObjectStore store() {
    return client;
  }

  Artifacts artifacts() {
    return new Artifacts(client);
  }

  /** Does something while the broker is stopped, which then starts where it was. */
  void withoutBroker(Executable action) throws Throwable {
    int port = broker.port();
    broker.close();
    try {
      action.execute();
    } finally {
      broker = TestBroker.start(directory.resolve("broker"), port);
    }
  }

  /** Deletes the work directory of a service that does not run. */
  void loseWork(String service) throws IOException {
    try (Stream<Path> files = Files.walk(work(service))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private Path work(String name) {
    return directory.resolve("work").resolve(name);
  }

  /** The options of a JVM in which deadly images kill, without a dump of its memory. */
  List<String> deadly(Path errors) {
    return List.of("-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + errors, "-javaagent:" + agent);
  }

  /** Starts a packaged service on the work directory that it had before. */
  RunningService start(String service, String... options) throws IOException {
    return start(service, ports + 1 + SERVICES.indexOf(service), service, options);
  }

  /**
   * Starts one of several instances of a packaged service, each on another port.
   *
   * @param name of its work directory and its log
   */
  RunningService startInstance(String name, String service, String... options) throws IOException {
    return start(name, FreePorts.find(), service, options);
  }

  private RunningService start(String name, int port, String service, String... options)
      throws IOException {
    Path log = directory.resolve(name + ".log");
    Path errors = directory.resolve(name + ".errors");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Starts sooner.
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(deadly(errors));
    command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    command.add("-Dquarkus.http.host=127.0.0.1");
    command.add("-Dquarkus.http.port=" + port);
    command.add("-Dkafka.bootstrap.servers=" + broker.bootstrapServers());
    command.add("-Dboxstream.store.endpoint=" + store.endpoint());
    command.add("-Dboxstream.store.bucket=" + BUCKET);
    command.add("-Dboxstream.work-directory=" + work(name));
    command.addAll(List.of(options));
    command.add("-jar");
    command.add(LocalCheckout.INSTALLATION.serviceJar(service).toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("BOXSTREAM_STORE_ACCESS_KEY", store.accessKey());
    builder.environment().put("BOXSTREAM_STORE_SECRET_KEY", store.secretKey());
    builder.environment().put("MXNET_ENGINE_TYPE", "NaiveEngine");
    builder.environment().put("OMP_NUM_THREADS", "2");
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new RunningService(builder.start(), URI.create("http://127.0.0.1:" + port), log, errors);
  }

  @Override
  public void close() {
    store.close();
    broker.close();
  }
}

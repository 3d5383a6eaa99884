package io.boxstream.testbed;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;

/** A Kafka broker in a container, with the same settings as the one in process. */
final class ContainerBroker implements TestBroker {

  private static final String IMAGE = "apache/kafka:4.2.1";

  /** A test ends before the second compiler pays. The JVM that formats the folder reads it, too. */
  private static final String JVM_OPTIONS = "-XX:TieredStopAtLevel=1";

  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  private final ContainerServer server;

  private ContainerBroker(ContainerServer server) {
    this.server = server;
  }

  static ContainerBroker start(Path directory) {
    return answering(ContainerServer.start(directory, ContainerBroker::define));
  }

  static ContainerBroker start(Path directory, int port) {
    return answering(ContainerServer.start(directory, port, ContainerBroker::define));
  }

  private static GenericContainer<?> define() {
    KafkaContainer container = new KafkaContainer(IMAGE);
    BrokerConfiguration.behaviour()
        .forEach((name, value) -> container.addEnv(variable(name), value));
    container.addEnv("JAVA_TOOL_OPTIONS", JVM_OPTIONS);
    return container;
  }

  /** The image reads {@code broker.session.timeout.ms} from KAFKA_BROKER_SESSION_TIMEOUT_MS. */
  private static String variable(String setting) {
    return "KAFKA_" + setting.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  private static ContainerBroker answering(ContainerServer server) {
    ContainerBroker broker = new ContainerBroker(server);
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "default.api.timeout.ms",
            (int) LONGEST_START.toMillis());
    try (Admin admin = Admin.create(settings)) {
      admin.describeCluster().nodes().get(LONGEST_START.toSeconds(), TimeUnit.SECONDS);
      return broker;
    } catch (ExecutionException | TimeoutException e) {
      throw new TestbedException("the broker does not answer on " + broker.bootstrapServers(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TestbedException("interrupted while the broker started", e);
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

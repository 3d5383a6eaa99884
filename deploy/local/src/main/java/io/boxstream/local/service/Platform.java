package io.boxstream.local.service;

import io.boxstream.artifacts.store.StoreSettings;
import io.boxstream.cli.client.Connections;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.TopicAdmin;
import io.boxstream.local.process.ConditionWaiter;
import io.boxstream.local.process.JavaCommands;
import io.boxstream.local.process.Supervisor;
import io.boxstream.local.progress.Progress;
import io.boxstream.local.progress.Stage;
import io.boxstream.local.settings.Installation;
import io.boxstream.local.settings.LocalSettings;
import io.boxstream.local.settings.Ports;
import io.boxstream.local.settings.Secrets;
import io.boxstream.local.settings.StateFolder;
import io.boxstream.local.settings.WebProtocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Everything that runs: the broker, the store, the topics, the four services, the console. */
public final class Platform {
  private static final String API_KEY = "BOXSTREAM_API_KEY";

  /** The model that this run trains and serves. */
  public static final String MODEL = "detector";

  static final String BUCKET = "boxstream";

  private static final Duration START_TIMEOUT = Duration.ofSeconds(120);

  private final LocalSettings settings;
  private final StateFolder state;
  private final JavaCommands java;
  private final WebProtocol web = WebProtocol.of(System.getenv());
  private final HttpClient http = Connections.client(System.getenv());

  /**
   * The platform of one run.
   *
   * @param java starts its JVMs
   */
  public Platform(LocalSettings settings, StateFolder state, JavaCommands java) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.state = Objects.requireNonNull(state, "state");
    this.java = Objects.requireNonNull(java, "java");
  }

  /** Starts everything and returns when everything answers. */
  public void start(
      Installation installation, Supervisor supervisor, ConditionWaiter waiter, Progress progress) {
    Ports ports = settings.ports();
    progress.show(Stage.START, "broker and store");
    supervisor.start(
        List.of(
            BrokerProcess.prepare(state, ports, java), StoreProcess.prepare(state, ports, java)));
    // Services wait for the broker and the store by themselves.
    supervisor.start(new ServiceProcesses(settings, state, installation, java, web).commands());
    await(waiter, "the broker to listen", () -> listens(ports.broker()));
    progress.show(Stage.START, "topics");
    TopicAdmin.createAll(kafka());
    progress.show(Stage.START, "services");
    for (ServiceClient service : List.of(ingest(), trainer(), evaluator())) {
      await(waiter, service.name() + " to be ready", service::isReady);
    }
    // Without a model it is alive, but ready only when there is one.
    await(waiter, "inference-service to answer", inference()::isLive);
    await(waiter, "the console to answer", console()::isLive);
  }

  public ServiceClient ingest() {
    return client("ingest-service", settings.ports().ingest());
  }

  public ServiceClient trainer() {
    return client("trainer-service", settings.ports().trainer());
  }

  public ServiceClient evaluator() {
    return client("evaluator-service", settings.ports().evaluator());
  }

  public ServiceClient inference() {
    return client("inference-service", settings.ports().inference());
  }

  public ServiceClient console() {
    return client("console", settings.ports().console());
  }

  public KafkaSettings kafka() {
    return KafkaSettings.of("127.0.0.1:" + settings.ports().broker());
  }

  public StoreSettings store() {
    Secrets secrets = state.secrets();
    return StoreSettings.of(
        "http://127.0.0.1:" + settings.ports().store(),
        secrets.accessKey(),
        secrets.secretKey(),
        BUCKET);
  }

  private ServiceClient client(String name, int port) {
    return new ServiceClient(
        name, web.address(port), http, Optional.ofNullable(System.getenv(API_KEY)));
  }

  private static void await(ConditionWaiter waiter, String what, BooleanSupplier question) {
    waiter.await(
        what,
        START_TIMEOUT,
        () -> question.getAsBoolean() ? Optional.of(Boolean.TRUE) : Optional.empty());
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}

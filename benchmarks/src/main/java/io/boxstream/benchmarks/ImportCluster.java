package io.boxstream.benchmarks;

import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.ObjectStores;
import io.boxstream.artifacts.store.RetrySettings;
import io.boxstream.artifacts.store.StoreListener;
import io.boxstream.artifacts.store.StoreSettings;
import io.boxstream.events.TopicAdmin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Brokers, a store and the ingest service, each a process of its own on this machine. */
final class ImportCluster implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
  private static final int LOG_LINES = 30;
  private static final String ACCESS_KEY = "boxstream-test";
  private static final String SECRET_KEY = "boxstream-test-secret";
  private static final String BUCKET = "boxstream";

  private final Path directory;
  private final List<ServerProcess> brokers = new ArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final int[] clientPorts;
  private URI store;
  private RunningService ingest;

  private ImportCluster(int brokers) throws IOException {
    this.directory = Files.createTempDirectory("import-cluster");
    this.clientPorts = freePorts(brokers);
  }

  /**
   * Starts everything.
   *
   * @param service the ingest service's folder {@code quarkus-app}
   * @param brokers one, or two that both have every record
   * @param latency each way between clients and brokers
   */
  static ImportCluster start(Path service, int brokers, Duration latency) throws Exception {
    ImportCluster cluster = new ImportCluster(brokers);
    try {
      cluster.startBrokers(latency);
      cluster.startStore();
      cluster.ingest = cluster.startService("ingest", service, "512m", List.of());
      return cluster;
    } catch (Exception e) {
      cluster.close();
      throw e;
    }
  }

  /** Starts a broker and a store only. */
  static ImportCluster withoutServices() throws Exception {
    ImportCluster cluster = new ImportCluster(1);
    try {
      cluster.startBrokers(Duration.ZERO);
      cluster.startStore();
      return cluster;
    } catch (Exception e) {
      cluster.close();
      throw e;
    }
  }

  /** A client of the store, with the bucket of the services. */
  ObjectStore openStore() {
    return ObjectStores.connect(storeSettings());
  }

  /** A client of the store that tells a listener of its requests; the bucket must exist. */
  ObjectStore openStore(StoreListener listener) {
    return ObjectStores.open(storeSettings(), RetrySettings.defaults(), listener);
  }

  private StoreSettings storeSettings() {
    return StoreSettings.of(store.toString(), ACCESS_KEY, SECRET_KEY, BUCKET);
  }

  /** For the files of the servers and of the benchmark; deleted at the end. */
  Path directory() {
    return directory;
  }

  String bootstrapServers() {
    return "127.0.0.1:" + clientPorts[0];
  }

  URI ingestAddress() {
    return ingest.address();
  }

  ServerProcess ingest() {
    return ingest.process();
  }

  /** The processors' time that all brokers have used. */
  Duration usedByBrokers() {
    return brokers.stream().map(ServerProcess::used).reduce(Duration.ZERO, Duration::plus);
  }

  private void startBrokers(Duration latency) throws Exception {
    int controllerPort = freePorts(1)[0];
    int[] ports = latency.isZero() ? clientPorts : freePorts(clientPorts.length);
    for (int i = 0; i < clientPorts.length; i++) {
      if (!latency.isZero()) {
        opened.add(LatencyProxy.start(clientPorts[i], ports[i], latency));
      }
      String node = Integer.toString(i + 1);
      ServerProcess broker =
          java(
              "broker" + node,
              BrokerProcess.class,
              node,
              Integer.toString(clientPorts.length),
              directory.toString(),
              Integer.toString(ports[i]),
              Integer.toString(clientPorts[i]),
              Integer.toString(controllerPort));
      brokers.add(broker);
      opened.add(broker);
      awaitPort(broker, "broker" + node, ports[i]);
    }
    TopicAdmin.createAll(bootstrapServers());
  }

  private void startStore() throws Exception {
    int port = freePorts(1)[0];
    ServerProcess process =
        java(
            "store",
            StoreProcess.class,
            directory.resolve("objects").toString(),
            Integer.toString(port));
    opened.add(process);
    awaitPort(process, "store", port);
    store = URI.create("http://127.0.0.1:" + port);
  }

  /**
   * Starts a packaged service with this broker and this store; it ends with the cluster.
   *
   * @param name of its log and its folder
   * @param service its folder {@code quarkus-app}
   * @param heap for example {@code 512m}
   * @param options of its virtual machine: further settings
   * @return the service, which listens but may not be ready
   */
  RunningService startService(String name, Path service, String heap, List<String> options)
      throws Exception {
    return startService(name, service, heap, options, Map.of());
  }

  /**
   * Starts a packaged service.
   *
   * @param environment variables besides those of this process
   */
  RunningService startService(
      String name, Path service, String heap, List<String> options, Map<String, String> environment)
      throws Exception {
    int port = freePorts(1)[0];
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(
        List.of(
            "-Dquarkus.http.port=" + port,
            "-Dkafka.bootstrap.servers=" + bootstrapServers(),
            "-Dboxstream.store.endpoint=" + store,
            "-Dboxstream.store.access-key=" + ACCESS_KEY,
            "-Dboxstream.store.secret-key=" + SECRET_KEY,
            "-Dboxstream.work-directory=" + directory.resolve(name),
            "-jar",
            service.resolve("quarkus-run.jar").toString()));
    ServerProcess process = ServerProcess.start(heap, arguments, environment, log(name));
    opened.add(process);
    awaitPort(process, name, port);
    return new RunningService(URI.create("http://127.0.0.1:" + port), process);
  }

  private ServerProcess java(String name, Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return ServerProcess.start("768m", command, log(name));
  }

  /** The last lines that a process has printed. */
  String logEnd(String name) throws IOException {
    List<String> lines = Files.readAllLines(log(name));
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
  }

  private Path log(String name) {
    return directory.resolve(name + ".log");
  }

  private void awaitPort(ServerProcess process, String name, int port) throws Exception {
    long end = System.nanoTime() + START_TIMEOUT.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
        return;
      } catch (IOException notYet) {
        Thread.sleep(100);
      }
    }
    throw new IllegalStateException(
        String.format(Locale.ROOT, "%s did not start:%n%s", name, Files.readString(log(name))));
  }

  private static int[] freePorts(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      int[] ports = new int[count];
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(socket);
        ports[i] = socket.getLocalPort();
      }
      return ports;
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }

  @Override
  public void close() throws Exception {
    try {
      for (int i = opened.size() - 1; i >= 0; i--) {
        opened.get(i).close();
      }
    } finally {
      try (Stream<Path> files = Files.walk(directory)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }
}

package io.boxstream.local.crash;

import static org.awaitility.Awaitility.await;

import io.boxstream.local.LocalCheckout;
import io.boxstream.testbed.FreePorts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Workers and a server of a training on several machines, started as the documentation says. */
final class TrainingMachines implements AutoCloseable {

  private static final String KEYS = "boxstream.trainer.distributed.";
  private static final String TOKEN = "of-the-test";
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final String AGENT =
      "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0";
  private static final Pattern LISTENING =
      Pattern.compile("Listening for transport dt_socket at address: (\\d+)");

  private static final String HELD_WORKER = "held-worker.log";

  private final Path directory;
  private final int port = FreePorts.find();
  private final Map<String, List<Process>> machines = new HashMap<>();

  /**
   * @param directory of the logs and work folders
   */
  TrainingMachines(Path directory) {
    this.directory = directory;
  }

  /** What makes a trainer their coordinator. */
  String[] coordinator(int workers) {
    return new String[] {
      "-D" + KEYS + "role=coordinator",
      "-D" + KEYS + "port=" + port,
      "-D" + KEYS + "token=" + TOKEN,
      "-D" + KEYS + "workers=" + workers,
      "-D" + KEYS + "silence=3s",
      "-D" + KEYS + "join-timeout=15s",
      "-D" + KEYS + "answer-timeout=60s"
    };
  }

  /** Starts a machine. */
  void start(String role) throws IOException {
    start(role, List.of());
  }

  /**
   * Starts a machine.
   *
   * @param role {@code worker} or {@code server}
   * @param javaOptions of its processes
   */
  void start(String role, List<String> javaOptions) throws IOException {
    start(role, javaOptions, directory.resolve(role + ".log"));
  }

  /** Starts a worker whose threads can be {@linkplain #hang held}. */
  void startHeldWorker(List<String> javaOptions) throws IOException {
    start(
        "worker",
        Stream.concat(Stream.of(AGENT), javaOptions.stream()).toList(),
        directory.resolve(HELD_WORKER));
  }

  /**
   * Lets the thread hang that trains in the worker that can be held, as soon as it enters a method.
   * Everything else in its process goes on.
   */
  HangingThread hang(String type, String method) throws IOException, InterruptedException {
    List<Integer> ports =
        LISTENING
            .matcher(Files.readString(directory.resolve(HELD_WORKER)))
            .results()
            .map(match -> Integer.parseInt(match.group(1)))
            .toList();
    // The first is that of the process that starts the others.
    return HangingThread.in(ports.get(ports.size() - 1), type, method);
  }

  private void start(String role, List<String> javaOptions, Path log) throws IOException {
    Path installed =
        LocalCheckout.INSTALLATION.serviceJar("trainer-service").toAbsolutePath().getParent();
    String classPath =
        Stream.of("app", "lib/main", "lib/boot")
            .map(folder -> installed.resolve(folder).resolve("*").toString())
            .collect(Collectors.joining(File.pathSeparator));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-cp",
            classPath,
            "io.boxstream.trainer.app.ParticipantMain");
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_TOOL_OPTIONS", String.join(" ", javaOptions));
    environment.put("BOXSTREAM_TRAINER_DISTRIBUTED_ROLE", role);
    environment.put("BOXSTREAM_TRAINER_DISTRIBUTED_COORDINATOR", "127.0.0.1:" + port);
    environment.put("BOXSTREAM_TRAINER_DISTRIBUTED_TOKEN", TOKEN);
    environment.put("BOXSTREAM_TRAINER_DISTRIBUTED_SILENCE", "3s");
    environment.put("BOXSTREAM_WORK_DIRECTORY", directory.resolve("work-of-" + role).toString());
    environment.put("MXNET_ENGINE_TYPE", "NaiveEngine");
    environment.put("OMP_NUM_THREADS", "1");
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    machines.computeIfAbsent(role, none -> new ArrayList<>()).add(builder.start());
  }

  /** The processes that take part, one of each machine. */
  List<ProcessHandle> participants() {
    return machines.values().stream()
        .flatMap(List::stream)
        .flatMap(machine -> machine.children())
        .toList();
  }

  /** The processes that take part for the machines of a role. */
  List<ProcessHandle> participants(String role) {
    return machines.get(role).stream().flatMap(machine -> machine.children()).toList();
  }

  /** The address that a process has at the coordinator, as {@code 127.0.0.1:40000}. */
  String address(ProcessHandle participant) throws IOException {
    return "127.0.0.1:" + SocketTable.portTowards(port, participant.pid());
  }

  /** Kills the process that takes part for the first machine of a role, which starts another. */
  void kill(String role) {
    machines.get(role).get(0).children().forEach(ProcessHandle::destroyForcibly);
  }

  /** Kills everything of the first machine of a role. */
  void lose(String role) {
    Process machine = machines.get(role).remove(0);
    List<ProcessHandle> processes =
        Stream.concat(Stream.of(machine.toHandle()), machine.children()).toList();
    processes.forEach(ProcessHandle::destroyForcibly);
    await().atMost(LONGEST).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
  }

  @Override
  public void close() {
    machines.values().stream()
        .flatMap(List::stream)
        .flatMap(machine -> Stream.concat(Stream.of(machine.toHandle()), machine.children()))
        .toList()
        .forEach(ProcessHandle::destroyForcibly);
  }
}

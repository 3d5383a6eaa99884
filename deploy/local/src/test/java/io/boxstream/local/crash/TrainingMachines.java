package io.boxstream.local.crash;

import static org.awaitility.Awaitility.await;

import io.boxstream.local.LocalCheckout;
import io.boxstream.testbed.FreePorts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Workers and a server of a training on several machines, started as the documentation says. */
final class TrainingMachines implements AutoCloseable {

  private static final String KEYS = "boxstream.trainer.distributed.";
  private static final String TOKEN = "of-the-test";
  private static final Duration LONGEST = Duration.ofSeconds(60);

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
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(directory.resolve(role + ".log").toFile()));
    machines.computeIfAbsent(role, none -> new ArrayList<>()).add(builder.start());
  }

  /** The processes that take part, one of each machine. */
  List<ProcessHandle> participants() {
    return machines.values().stream()
        .flatMap(List::stream)
        .flatMap(machine -> machine.children())
        .toList();
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

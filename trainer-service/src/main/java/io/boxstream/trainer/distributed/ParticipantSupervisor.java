package io.boxstream.trainer.distributed;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a participant process running: when it ends, as it does after each attempt, the next. */
public final class ParticipantSupervisor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ParticipantSupervisor.class);
  private static final String LAUNCHER = "quarkus-run.jar";
  private static final String LOG_MANAGER =
      "java.util.logging.manager=org.jboss.logmanager.LogManager";
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Role role;
  private final InetSocketAddress coordinator;
  private final String token;
  private final Duration silence;
  private final List<String> prefix;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Process process;

  /**
   * @param coordinator where the participants join
   * @param token that the coordinator asks for
   * @param silence after which the coordinator is lost
   * @param prefix of the command, for example to bind the process to processors; may be empty
   */
  public ParticipantSupervisor(
      Role role,
      InetSocketAddress coordinator,
      String token,
      Duration silence,
      List<String> prefix) {
    this.role = requireNonNull(role, "role");
    this.coordinator = requireNonNull(coordinator, "coordinator");
    this.token = requireNonNull(token, "token");
    this.silence = requireNonNull(silence, "silence");
    this.prefix = List.copyOf(prefix);
  }

  /** Supervises on a thread of its own. */
  public void start() {
    Thread thread = new Thread(this::run, "supervisor-" + role);
    thread.setDaemon(true);
    thread.start();
  }

  /** Supervises until it is closed. */
  public void run() {
    try {
      do {
        LOG.info("The {} process has ended: {}", role, runOnce());
      } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (IOException failure) {
      throw new IllegalStateException("cannot start a process for the " + role, failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      destroy();
    }
  }

  private int runOnce() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command());
    builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process next = builder.start();
    process = next;
    // The stream stays open: its end tells the process that its parent has ended.
    OutputStream input = next.getOutputStream();
    input.write((token + "\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
    return next.waitFor();
  }

  private List<String> command() {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-agent") && !option.startsWith("-javaagent"))
        .forEach(command::add);
    command.add("-D" + LOG_MANAGER);
    command.addAll(List.of("-cp", classPath(), ParticipantProcess.class.getName()));
    command.add(role.text());
    command.add(host());
    command.add(Integer.toString(coordinator.getPort()));
    command.add(Long.toString(silence.toMillis()));
    return command;
  }

  /** A coordinator that listens on all addresses is reached on this machine. */
  private String host() {
    boolean anywhere = !coordinator.isUnresolved() && coordinator.getAddress().isAnyLocalAddress();
    return anywhere
        ? InetAddress.getLoopbackAddress().getHostAddress()
        : coordinator.getHostString();
  }

  /** The libraries of this process, also if Quarkus' launcher has loaded them. */
  private static String classPath() {
    String own =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    if (!own.endsWith(LAUNCHER)) {
      return own;
    }
    Path folder = Path.of(own).toAbsolutePath().getParent();
    return Stream.of("app", "lib/main", "lib/boot")
        .map(name -> folder.resolve(name).resolve("*").toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The process that runs now. */
  public OptionalLong pid() {
    Process current = process;
    return current != null && current.isAlive()
        ? OptionalLong.of(current.pid())
        : OptionalLong.empty();
  }

  @Override
  public String toString() {
    return "%s of %s:%d, silence %s"
        .formatted(role.text(), coordinator.getHostString(), coordinator.getPort(), silence);
  }

  private void destroy() {
    Process current = process;
    if (current != null) {
      current.destroyForcibly();
    }
  }

  /** Kills the process and starts no other. */
  @Override
  public void close() {
    closed.countDown();
    destroy();
  }
}
